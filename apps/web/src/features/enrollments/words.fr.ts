/** French of having a seat in a course. */
import type { EnrollmentWords } from './words.en.ts';

export const fr: EnrollmentWords = {
  enroll: 'S’inscrire',
  joinWaitlist: 'S’inscrire ou attendre une place',
  withdraw: 'Quitter ce cours',
  leaveWaitlist: 'Quitter la liste d’attente',
  withdrawn: (course) => `Vous avez quitté « ${course} ». Ce que vous avez terminé est conservé.`,
  leftWaitlist: (course) => `Vous avez quitté la liste d’attente de « ${course} ».`,
  waiting: (place) => `En attente, position ${place}`,
  waitingText: 'La prochaine place vous reviendra d’elle-même, avec un message.',
  seats: (n) => (n === 1 ? 'Une seule place' : `${n} places en tout`),
  keepsWaitlist: 'liste d’attente',
  seatAsk: {
    title: 'Quitter ce cours ?',
    text: 'Ses places sont limitées : la vôtre ira aussitôt à la personne suivante. Ce que vous avez terminé est conservé.',
    stay: 'Rester',
    leave: 'Quitter ce cours',
  },
};
