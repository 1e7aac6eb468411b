/** The words about having a seat in a course. */
export const en = {
  enroll: 'Enroll',
  joinWaitlist: 'Enroll or join the waitlist',
  withdraw: 'Leave course',
  leaveWaitlist: 'Leave the waitlist',
  withdrawn: (course: string) => `You left “${course}”. Your progress is kept.`,
  leftWaitlist: (course: string) => `You left the waitlist of “${course}”.`,
  waiting: (place: number) => `Number ${place} on the waitlist`,
  waitingText: 'You’ll be enrolled automatically when a seat is free, and we’ll let you know.',
  seats: (n: number) => (n === 1 ? '1 seat' : `${n} seats`),
  keepsWaitlist: 'with a waitlist',
  seatAsk: {
    title: 'Leave this course?',
    text: 'Seats are limited: yours goes to the next person. Your progress is kept.',
    stay: 'Stay',
    leave: 'Leave course',
  },
};
export type EnrollmentWords = typeof en;
