import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, describe, it } from 'node:test';
import { findUnused } from './unused.ts';

const root = mkdtempSync(join(tmpdir(), 'kernos-unused-'));
after(() => rmSync(root, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** Pages in which everything has its use. */
const pages = {
  'services/learning/courses/contract.ts': `export const states = ['in-review'];`,
  'apps/web/src/features/a/page.tsx': `import { en } from './words.en.ts';
import styles from './page.module.css';
export const Page = () => <p className={styles.soft}>{en.title}{en.states[state]}</p>;`,
  'apps/web/src/features/a/routes.ts': `export const pages = [page('/a', () => import('./page.tsx'), 'Page')];`,
  'apps/web/test/a.test.ts': `import { pages } from '../src/features/a/routes.ts';`,
  'apps/web/src/features/a/words.en.ts': `export const en = {
  title: 'Title',
  states: { 'in-review': 'In review' },
};`,
  'apps/web/src/features/a/page.module.css': `/* .note */ .soft:not(.soft > :global(.hljs)) { font: 0.8125rem; }`,
};

describe('what the pages have', () => {
  it('is all right where everything is used', () => {
    write(pages);
    assert.deepEqual(findUnused(root), []);
  });

  it('is told where nobody uses it', () => {
    write({
      'apps/web/src/features/a/extra.ts':
        'export interface Idle {}\nexport const alone = 1;\nconst mine = alone;',
      'apps/web/src/features/a/words.en.ts': `export const en = {
  title: 'Title',
  states: {
    'in-review': 'In review',
    'taken-back': 'Taken back',
  },
  lead: (name: string) => name,
};`,
      'apps/web/src/features/a/page.module.css':
        '.soft { margin: 0; }\n@media (min-width: 48em) {\n  .wide { margin: 1px; }\n}',
      'apps/web/src/features/a/page.tsx': pages['apps/web/src/features/a/page.tsx'].replace(
        '>{',
        '><b className={styles.gone} />{',
      ),
    });
    assert.deepEqual(findUnused(root), [
      'apps/web/src/features/a/extra.ts: Idle is exported, and nobody else uses it.',
      'apps/web/src/features/a/extra.ts: alone is exported, and nobody else uses it.',
      'apps/web/src/features/a/page.module.css: nobody wears the class wide.',
      'apps/web/src/features/a/page.tsx: there is no class gone in page.module.css.',
      'apps/web/src/features/a/words.en.ts: the words of lead are said nowhere.',
      'apps/web/src/features/a/words.en.ts: the words of taken-back are said nowhere.',
    ]);
  });
});
