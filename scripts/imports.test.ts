import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, describe, it } from 'node:test';
import { runs, servicesMeet } from './imports.ts';

const root = join(import.meta.dirname, '..');
const testingKit = join(root, 'kernel/src/testing.ts');
const folder = mkdtempSync(join(tmpdir(), 'kernos-imports-'));
after(() => rmSync(folder, { recursive: true, force: true }));

let count = 0;
/** A file with this text beside `goal.ts`. */
function fileOf(text: string): string {
  count += 1;
  const path = join(folder, `file-${count}.ts`);
  writeFileSync(path, text);
  return path;
}
const goal = join(folder, 'goal.ts');
writeFileSync(goal, "import './file-1.ts';");

describe('a file runs another', () => {
  for (const text of [
    `import { a } from './goal.ts';`,
    `import {\n  a,\n  type B,\n} from './goal.ts';`,
    `import './goal.ts';`,
    `export { a } from './goal.ts';`,
    `const { a } = await import('./goal.ts');`,
    `fork(join(import.meta.dirname, 'goal.ts'));`,
    `spawn(new URL('./goal.ts', import.meta.url));`,
  ])
    it(`by ${JSON.stringify(text)}`, () => assert.ok(runs(fileOf(text), goal)));

  it('through what it imports', () => {
    const between = fileOf(`import './goal.ts';`);
    assert.ok(runs(fileOf(`import '${between.replace(folder, '.')}';`), goal));
  });

  it('whatever else it names that is nowhere', () => {
    const text = `const text = "import { a } from '@kernos/services/nowhere/service';";\nimport './goal.ts';`;
    assert.ok(runs(fileOf(text), goal));
  });

  it('not for its types alone, nor by a name that is no file, nor by a library', () => {
    const text = `import type { A } from './goal.ts';\nimport pg from 'pg';\nconst name = 'goal';\nconst other = 'other.ts';`;
    assert.ok(!runs(fileOf(text), goal));
  });
});

it('finds the tests that start a system, through fixtures and packages, and none that do not', () => {
  const startsSystem = (file: string) => runs(join(root, file), testingKit);
  assert.ok(startsSystem('kernel/test/system.test.ts'));
  assert.ok(startsSystem('apps/server/access/access.test.ts'));
  assert.ok(startsSystem('services/learning/courses/publish-failure.test.ts'));
  assert.ok(!startsSystem('services/learning/courses/rules.test.ts'));
  assert.ok(!startsSystem('kernel/src/workflows/schedules.test.ts'));
});

it('finds the tests in which services meet that call each other', () => {
  const meet = (file: string) => servicesMeet(root, join(root, file));
  assert.ok(meet('apps/server/access/access.test.ts'));
  assert.ok(meet('services/learning/learning.test.ts'));
  assert.ok(meet('services/platform/identity/registering.test.ts'));
  // Courses calls nobody, and the neighbours of these are made for the test.
  assert.ok(!meet('services/learning/courses/courses.test.ts'));
  assert.ok(!meet('services/platform/assistant/ask.test.ts'));
  assert.ok(!meet('services/learning/courses/rules.test.ts'));
  // Its services run in a process of the program's own, which calls as it always does.
  assert.ok(!meet('apps/server/crash/crash.test.ts'));
});
