/** How lessons and documents become findable, step by step; what the steps do stands beside. */
import { Id } from '@kernos/kernel/schemas';
import { step, workflow } from '@kernos/kernel/workflows';
import { Type } from 'typebox';

interface Version {
  /** The service whose course it is. */
  owner: string;
  courseId: string;
  version: number;
}
interface Revision {
  documentId: string;
  revision: number;
}

const staging = { attempts: 8 };

export const indexingCourse = workflow('knowledge.index-course', {
  title: { en: 'Indexing a course', fr: 'Indexation d’un cours' },
  input: Type.Object({ owner: Type.String(), courseId: Id, version: Type.Integer() }),
  steps: {
    extract: step<Version>({ en: 'Reading the lessons', fr: 'Lecture des leçons' }, staging),
    chunk: step<Version>({ en: 'Cutting them into passages', fr: 'Découpage en passages' }, staging),
    embed: step<Version>({ en: 'Working out what they mean', fr: 'Analyse du sens' }, staging),
    index: step<Version>({ en: 'Adding them to the index', fr: 'Ajout à l’index' }, staging),
  },
  run: async (steps, input) => {
    await steps.extract(input);
    await steps.chunk(input);
    await steps.embed(input);
    await steps.index(input);
  },
});

export const indexingDocument = workflow('knowledge.index-document', {
  title: { en: 'Indexing a document', fr: 'Indexation d’un document' },
  input: Type.Object({ documentId: Id, revision: Type.Integer() }),
  steps: {
    begin: step<Revision>({ en: 'Waiting for its turn', fr: 'Attente de son tour' }, staging),
    fetch: step<Revision>({ en: 'Getting the file', fr: 'Récupération du fichier' }, { attempts: 4 }),
    extract: step<Revision>({ en: 'Extracting the text', fr: 'Extraction du texte' }, { attempts: 3 }),
    clean: step<Revision>({ en: 'Cleaning the text', fr: 'Nettoyage du texte' }, staging),
    chunk: step<Revision>({ en: 'Cutting it into passages', fr: 'Découpage en passages' }, staging),
    embed: step<Revision>({ en: 'Working out what they mean', fr: 'Analyse du sens' }, staging),
    index: step<Revision>({ en: 'Adding them to the index', fr: 'Ajout à l’index' }, staging),
  },
  run: async (steps, input) => {
    await steps.begin(input);
    await steps.fetch(input);
    await steps.extract(input);
    await steps.clean(input);
    await steps.chunk(input);
    await steps.embed(input);
    await steps.index(input);
  },
});
