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
  title: { en: 'Publishing a course', fr: 'Publication d’un cours' },
  input: Type.Object({ courseId: Id }),
  steps: {
    // It only exists to be undone: once it has run, a course is let go whatever happens. Hence its patience.
    hold: step<Draft>({ en: 'Locking the course', fr: 'Verrouillage du cours' }, { attempts: 20 }),
    validate: step<Draft>({ en: 'Checking the draft', fr: 'Vérification du brouillon' }),
    freeze: step<Draft, { version: number }>({ en: 'Creating the version', fr: 'Création de la version' }),
    storeFiles: step<Frozen>({
      en: 'Storing images and attachments',
      fr: 'Enregistrement des images et des fichiers',
    }),
    markPublished: step<Frozen>({
      en: 'Making it available to learners',
      fr: 'Mise à disposition des apprenants',
    }),
  },
  run: async (steps, { courseId }) => {
    await steps.hold({ courseId });
    await steps.validate({ courseId });
    const { version } = await steps.freeze({ courseId });
    await steps.storeFiles({ courseId, version });
    await steps.markPublished({ courseId, version });
  },
});
