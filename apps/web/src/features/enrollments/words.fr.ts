/** French of having a seat in a course. */
import type { EnrollmentWords } from './words.en.ts';

export const fr: EnrollmentWords = {
  enroll: 'S’inscrire',
  joinWaitlist: 'S’inscrire ou rejoindre la liste d’attente',
  withdraw: 'Quitter le cours',
  leaveWaitlist: 'Quitter la liste d’attente',
  withdrawn: (course) => `Vous avez quitté « ${course} ». Votre progression est conservée.`,
  leftWaitlist: (course) => `Vous avez quitté la liste d’attente de « ${course} ».`,
  waiting: (place) => `Numéro ${place} sur la liste d’attente`,
  waitingText: 'Vous serez inscrit automatiquement dès qu’une place se libère, et nous vous préviendrons.',
  seats: (n) => (n === 1 ? '1 place' : `${n} places`),
  keepsWaitlist: 'avec liste d’attente',
  seatAsk: {
    title: 'Quitter ce cours ?',
    text: 'Les places sont limitées : la vôtre ira à la personne suivante. Votre progression est conservée.',
    stay: 'Rester',
    leave: 'Quitter le cours',
  },
};
