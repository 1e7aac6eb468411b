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
  title: 'Making a course findable',
  input: Type.Object({ owner: Type.String(), courseId: Id, version: Type.Integer() }),
  steps: {
    extract: step<Version>('Reading the lessons', staging),
    chunk: step<Version>('Cutting them into passages', staging),
    embed: step<Version>('Learning what they mean', staging),
    index: step<Version>('Putting them into the index', staging),
  },
  run: async (steps, input) => {
    await steps.extract(input);
    await steps.chunk(input);
    await steps.embed(input);
    await steps.index(input);
  },
});

export const indexingDocument = workflow('knowledge.index-document', {
  title: 'Making a document findable',
  input: Type.Object({ documentId: Id, revision: Type.Integer() }),
  steps: {
    begin: step<Revision>('Waiting for its turn', staging),
    fetch: step<Revision>('Getting the file', { attempts: 4 }),
    extract: step<Revision>('Taking out the text', { attempts: 3 }),
    clean: step<Revision>('Cleaning the text', staging),
    chunk: step<Revision>('Cutting it into passages', staging),
    embed: step<Revision>('Learning what they mean', staging),
    index: step<Revision>('Putting them into the index', staging),
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
