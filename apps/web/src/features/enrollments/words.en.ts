/** The words about having a seat in a course. */
export const en = {
  enroll: 'Enroll',
  joinWaitlist: 'Enroll or join the waitlist',
  withdraw: 'Leave this course',
  leaveWaitlist: 'Leave the waitlist',
  withdrawn: (course: string) => `You left “${course}”. What you completed is kept.`,
  leftWaitlist: (course: string) => `You left the waitlist of “${course}”.`,
  waiting: (place: number) => `On the waitlist, number ${place}`,
  waitingText: 'When it is your turn, you get a seat automatically, and a message.',
  seats: (n: number) => (n === 1 ? '1 seat' : `${n} seats`),
  keepsWaitlist: 'with a waitlist',
  seatAsk: {
    title: 'Leave this course?',
    text: 'Its seats are limited: yours goes to the next person at once. What you completed is kept.',
    stay: 'Stay',
    leave: 'Leave this course',
  },
};
export type EnrollmentWords = typeof en;
