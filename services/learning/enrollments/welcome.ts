/** What follows an enrollment: progress begins, and a letter of welcome is written. */
import { Id } from '@kernos/kernel/schemas';
import { on } from '@kernos/kernel/service';
import { activities, step, workflow } from '@kernos/kernel/workflows';
import { Type } from 'typebox';
import { identity } from '../../platform/identity/contract.ts';
import { mailbox } from '../../platform/mailbox/contract.ts';
import { progress } from '../progress/contract.ts';
import { enrollments } from './contract.ts';
import { welcomeLetter } from './rules.ts';
import { findCourse } from './store.ts';

const Welcome = Type.Object({ enrollmentId: Id, courseId: Id, learnerId: Id });
type Enrolled = { enrollmentId: string; courseId: string; learnerId: string };

export const welcome = workflow('enrollments.welcome', {
  title: 'Welcoming a learner',
  input: Welcome,
  steps: {
    begin: step<Enrolled>('Preparing the progress'),
    // One step: what a step gives is recorded, and a person's address need not be.
    write: step<Enrolled>('Writing the letter of welcome'),
  },
  run: async ({ begin, write }, enrolled) => {
    await begin(enrolled);
    await write(enrolled);
  },
});

export const welcomeActivities = activities(enrollments, welcome, {
  begin: async (enrolled, ctx) => {
    await ctx.call(progress.calls.initialise, enrolled);
  },
  write: async ({ courseId, learnerId }, ctx) => {
    const person = await ctx.call(identity.calls.person, { userId: learnerId });
    const course = await findCourse(ctx, courseId);
    if (!course) throw new Error(`the course ${courseId} of an enrollment is not known`);
    const { publicUrl } = ctx.settings;
    ctx.queue(
      mailbox.tasks.post,
      welcomeLetter({ person, title: course.title, link: `${publicUrl}/courses/${courseId}` }),
    );
  },
});

/** From the event and not from `enroll`, whose transaction stays as short as it can be. */
export const welcomeSubscription = on(
  enrollments,
  enrollments.events['enrollment.created'],
  async (enrolled, ctx) => {
    ctx.start(welcome, `welcome-${enrolled.enrollmentId}`, enrolled);
  },
);
