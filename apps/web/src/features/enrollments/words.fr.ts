/** French of having a seat in a course. */
import type { EnrollmentWords } from './words.en.ts';

export const fr: EnrollmentWords = {
  enroll: 'S’inscrire',
  joinWaitlist: 'S’inscrire ou rejoindre la liste d’attente',
  withdraw: 'Quitter ce cours',
  leaveWaitlist: 'Quitter la liste d’attente',
  withdrawn: (course) => `Vous avez quitté « ${course} ». Ce que vous avez terminé est conservé.`,
  leftWaitlist: (course) => `Vous avez quitté la liste d’attente de « ${course} ».`,
  waiting: (place) => `Sur liste d’attente, position ${place}`,
  waitingText: 'Quand viendra votre tour, vous recevrez une place automatiquement, et un message.',
  seats: (n) => (n === 1 ? '1 place' : `${n} places`),
  keepsWaitlist: 'avec liste d’attente',
  seatAsk: {
    title: 'Quitter ce cours ?',
    text: 'Ses places sont limitées : la vôtre ira aussitôt à la personne suivante. Ce que vous avez terminé est conservé.',
    stay: 'Rester',
    leave: 'Quitter ce cours',
  },
};
