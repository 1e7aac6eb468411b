/** Reading a website, step by step; what the steps do stands in crawl.ts. */
import { Id } from '@kernos/kernel/schemas';
import { step, workflow } from '@kernos/kernel/workflows';
import { Type } from 'typebox';

interface Reading {
  siteId: string;
  revision: number;
}

export const readingSite = workflow('knowledge.read-site', {
  title: { en: 'Reading a website', fr: 'Lecture d’un site web' },
  input: Type.Object({ siteId: Id, revision: Type.Integer() }),
  steps: {
    begin: step<Reading>({ en: 'Waiting for its turn', fr: 'Attente de son tour' }, { attempts: 8 }),
    crawl: step<Reading>({ en: 'Reading the pages', fr: 'Lecture des pages' }, { attempts: 4 }),
    finish: step<Reading>(
      { en: 'Removing pages that are gone', fr: 'Retrait des pages disparues' },
      { attempts: 8 },
    ),
  },
  run: async (steps, input) => {
    await steps.begin(input);
    await steps.crawl(input);
    await steps.finish(input);
  },
});
