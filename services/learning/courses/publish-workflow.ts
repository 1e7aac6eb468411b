/** Publishing a course, step by step; what the steps do stands in publish.ts. */
import { Id } from '@kernos/kernel/schemas';
import { step, workflow } from '@kernos/kernel/workflows';
import { Type } from 'typebox';

interface Draft {
  courseId: string;
}
interface Frozen extends Draft {
  version: number;
}

export const publishing = workflow('courses.publish', {
  title: 'Publishing a course',
  input: Type.Object({ courseId: Id }),
  steps: {
    // It only exists to be undone: once it has run, a course is let go whatever happens. Hence its patience.
    hold: step<Draft>('Keeping others from publishing it', { attempts: 20 }),
    validate: step<Draft>('Checking the draft'),
    freeze: step<Draft, { version: number }>('Freezing a version'),
    storeFiles: step<Frozen>('Storing images and attachments'),
    markPublished: step<Frozen>('Opening it to learners'),
  },
  run: async (steps, { courseId }) => {
    await steps.hold({ courseId });
    await steps.validate({ courseId });
    const { version } = await steps.freeze({ courseId });
    await steps.storeFiles({ courseId, version });
    await steps.markPublished({ courseId, version });
  },
});
