/** Reading a website, step by step; what the steps do stands in crawl.ts. */
import { Id } from '@kernos/kernel/schemas';
import { step, workflow } from '@kernos/kernel/workflows';
import { Type } from 'typebox';

interface Reading {
  siteId: string;
  revision: number;
}

export const readingSite = workflow('knowledge.read-site', {
  title: 'Reading a website',
  input: Type.Object({ siteId: Id, revision: Type.Integer() }),
  steps: {
    begin: step<Reading>('Waiting for its turn', { attempts: 8 }),
    crawl: step<Reading>('Reading the pages', { attempts: 4 }),
    finish: step<Reading>('Forgetting pages that are gone', { attempts: 8 }),
  },
  run: async (steps, input) => {
    await steps.begin(input);
    await steps.crawl(input);
    await steps.finish(input);
  },
});
