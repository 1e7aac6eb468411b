/** What follows an enrollment in this wing: progress begins. Whom it concerns is told by notifications. */

import { activities } from '@kernos/kernel/activities';
import { Id } from '@kernos/kernel/schemas';
import { on } from '@kernos/kernel/service';
import { step, workflow } from '@kernos/kernel/workflows';
import { Type } from 'typebox';
import { progress } from '../progress/contract.ts';
import { enrollments } from './contract.ts';

const Welcome = Type.Object({ enrollmentId: Id, courseId: Id, learnerId: Id });
type Enrolled = { enrollmentId: string; courseId: string; learnerId: string };

export const welcome = workflow('enrollments.welcome', {
  title: { en: 'Welcoming a learner', fr: 'Accueil d’un apprenant' },
  input: Welcome,
  steps: {
    begin: step<Enrolled>(
      { en: 'Preparing the progress', fr: 'Préparation du suivi' },
      { groupCommitKey: ({ enrollmentId }) => enrollmentId },
    ),
  },
  run: async ({ begin }, enrolled) => {
    await begin(enrolled);
  },
});

export const welcomeActivities = activities(enrollments, welcome, {
  begin: async (enrolled, ctx) => {
    await ctx.call(progress.calls.initialise, enrolled);
  },
});

/** From the event and not from `enroll`, whose transaction stays as short as it can be. */
export const welcomeSubscription = on(
  enrollments,
  enrollments.events['enrollment.created'],
  'now',
  async (enrolled, ctx) => {
    ctx.start(welcome, `welcome-${enrolled.enrollmentId}`, enrolled);
  },
  { groupCommitKey: ({ enrollmentId }) => enrollmentId },
);
