import { roles } from '../../platform/identity/contract-declarations.ts';

/** The roles of learning: who learns, and who makes what is learnt. */
export const learningRoles = roles({
  learner: { title: { en: 'Learner', fr: 'Apprenant' }, forNewcomers: true },
  instructor: { title: { en: 'Instructor', fr: 'Formateur' } },
});
