import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { findTextViolations } from './text-boundaries.ts';

const root = dirname(import.meta.dirname);

/** A small repository in which nothing is wrong. */
const repository: Record<string, string> = {
  'kernel/package.json':
    '{"name":"@kernos/kernel","exports":{"./contract":"./src/contract/contract.ts","./testing":"./src/testing.ts"}}',
  'kernel/src/contract/contract.ts': `import { Type } from 'typebox'; export const contract = Type;`,
  'kernel/src/store/store.ts': `import pg from 'pg'; export const pool = pg;`,
  'kernel/src/engines/kafka.ts': `import { Kafka } from 'kafkajs'; export const engine = Kafka;`,
  'kernel/src/testing.ts': `import pg from 'pg'; export const testing = pg;`,
  'services/package.json': '{"name":"@kernos/services","exports":{"./*":"./*.ts"}}',
  'services/learning/courses/contract.ts': `import { contract } from '@kernos/kernel/contract'; import { Page } from './schemas.ts'; export const courses = [contract, Page];`,
  'services/learning/courses/schemas.ts': `import { Type } from 'typebox'; export const Page = Type;`,
  'services/learning/courses/store.ts': `export const table = 'courses.courses';`,
  'services/learning/courses/service.ts': `import { table } from './store.ts'; import { courses } from './contract.ts'; export const service = [table, courses];`,
  'services/learning/enrollments/contract.ts': `import { contract } from '@kernos/kernel/contract'; export const enrollments = contract;`,
  'services/learning/enrollments/enroll.ts': `import { courses } from '../courses/contract.ts'; export const enroll = courses;`,
  'services/learning/enrollments/enroll.test.ts': `import { service } from '../courses/service.ts'; import { testing } from '@kernos/kernel/testing'; export const t = [service, testing];`,
  'apps/server/package.json': '{"name":"@kernos/server","exports":{"./*":"./*.ts"}}',
  'apps/server/main.ts': `import { service } from '@kernos/services/learning/courses/service'; export const main = service;`,
  'bench/main.ts': `import { contract } from '@kernos/kernel/contract'; export const bench = contract;`,
  'scripts/tables.ts': `export const tables = 1;`,
  'node_modules/pg/package.json': '{"name":"pg","main":"index.js"}',
  'node_modules/pg/index.js': 'module.exports = {};',
  'node_modules/typebox/package.json': '{"name":"typebox","exports":{".":"./index.js"}}',
  'node_modules/typebox/index.js': 'exports.Type = {};',
  'node_modules/kafkajs/package.json': '{"name":"kafkajs","main":"index.js"}',
  'node_modules/kafkajs/index.js': 'exports.Kafka = {};',
};

/** One more file each, and the rule that it breaks; # stands for a number. */
const violations: [rule: string, file: string, content: string][] = [
  [
    'kernel-knows-no-service',
    'kernel/src/x#.ts',
    `import { courses } from '@kernos/services/learning/courses/contract'; export const x = courses;`,
  ],
  [
    'kernel-knows-no-service',
    'kernel/src/x#.test.ts',
    `import { courses } from '@kernos/services/learning/courses/contract'; export const x = courses;`,
  ],
  [
    'service-knows-no-application',
    'services/learning/courses/x#.ts',
    `import type { main } from '@kernos/server/main'; export type X = typeof main;`,
  ],
  [
    'formats-know-no-service',
    'services/formats/x#.ts',
    `import { table } from '../learning/courses/store.ts'; export const x = table;`,
  ],
  [
    'platform-knows-no-wing',
    'services/platform/knowledge/x#.ts',
    `import { courses } from '../../learning/courses/contract.ts'; export const x = courses;`,
  ],
  [
    'platform-knows-no-wing',
    'services/platform/knowledge/x#.ts',
    `import type { courses } from '../../learning/courses/contract.ts'; export type X = typeof courses;`,
  ],
  [
    'only-the-contract-of-another-service',
    'services/learning/enrollments/x#.ts',
    `import { table } from '../courses/store.ts'; export const x = table;`,
  ],
  [
    'only-the-contract-of-another-service',
    'services/learning/enrollments/x#.ts',
    `import type { table } from '../courses/store.ts'; export type X = typeof table;`,
  ],
  [
    'only-the-contract-of-another-service',
    'services/learning/enrollments/x#.ts',
    `export type X = import('../courses/store.ts').X;`,
  ],
  [
    'only-the-contract-of-another-service',
    'services/learning/enrollments/x#.ts',
    `export type { table } from '../courses/store.ts';`,
  ],
  [
    'only-the-contract-of-another-service',
    'services/learning/enrollments/x#.ts',
    `export const x = await import('../courses/service.ts');`,
  ],
  [
    'only-the-contract-of-another-service',
    'services/learning/enrollments/x#.ts',
    `import { table } from '@kernos/services/learning/courses/store'; export const x = table;`,
  ],
  [
    'only-the-contract-of-another-service',
    'services/learning/enrollments/x#.ts',
    `await using y = f(); import { table } from '../courses/store.ts'; export const x = table;`,
  ],
  [
    'only-the-contract-or-the-service-in-tests',
    'services/learning/enrollments/x#.test.ts',
    `import { table } from '../courses/store.ts'; export const x = table;`,
  ],
  [
    'application-uses-the-face-of-a-service',
    'apps/server/x#.ts',
    `import { table } from '@kernos/services/learning/courses/store'; export const x = table;`,
  ],
  [
    'contract-depends-on-the-kernel-alone',
    'services/learning/x#/contract.ts',
    `import { courses } from '../courses/contract.ts'; export const x = courses;`,
  ],
  [
    'contract-depends-on-the-kernel-alone',
    'services/learning/x#/contract.ts',
    `import { readFileSync } from 'node:fs'; export const x = readFileSync;`,
  ],
  [
    'contract-depends-on-the-kernel-alone',
    'services/learning/courses/contract-x.ts',
    `import { table } from './store.ts'; export const x = table;`,
  ],
  [
    'engine-clients-behind-engines',
    'kernel/src/x#.ts',
    `import { Kafka } from 'kafkajs'; export const x = Kafka;`,
  ],
  [
    'engine-clients-behind-engines',
    'services/learning/courses/x#.ts',
    `import type { Kafka } from 'kafkajs'; export type X = Kafka;`,
  ],
  [
    'engines-by-their-openers',
    'kernel/src/x#.ts',
    `import { engine } from './engines/kafka.ts'; export const x = engine;`,
  ],
  ['pg-behind-the-store', 'kernel/src/x#.ts', `import pg from 'pg'; export const x = pg;`],
  ['pg-behind-the-store', 'services/learning/courses/x#.ts', `import pg from 'pg'; export const x = pg;`],
  [
    'no-tests-in-production',
    'services/learning/courses/x#.ts',
    `import { testing } from '@kernos/kernel/testing'; export const x = testing;`,
  ],
  [
    'no-tests-in-production',
    'services/learning/enrollments/x#.ts',
    `import { t } from './enroll.test.ts'; export const x = t;`,
  ],
  [
    'package-by-its-name',
    'services/learning/courses/x#.ts',
    `import { contract } from '../../../kernel/src/contract/contract.ts'; export const x = contract;`,
  ],
  [
    'no-circle',
    'kernel/src/circle-a.ts',
    `import type { B } from './circle-b.ts'; export type A = B | null;`,
  ],
  ['resolvable', 'kernel/src/x#.ts', `import { gone } from './gone.ts'; export const x = gone;`],
];

const parent = realpathSync(mkdtempSync(join(tmpdir(), 'kernos-boundaries-')));
after(() => rmSync(parent, { recursive: true, force: true }));

function put(folder: string, files: Record<string, string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

function newRepository(name: string, more: Record<string, string> = {}): string {
  const folder = join(parent, name);
  put(folder, { ...repository, ...more });
  mkdirSync(join(folder, 'node_modules/@kernos'));
  symlinkSync(join(folder, 'kernel'), join(folder, 'node_modules/@kernos/kernel'));
  symlinkSync(join(folder, 'services'), join(folder, 'node_modules/@kernos/services'));
  symlinkSync(join(folder, 'apps/server'), join(folder, 'node_modules/@kernos/server'));
  return folder;
}

/** The rules that the files of a repository break, as `npm run check` finds them. */
function brokenRules(folder: string): Map<string, string[]> {
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      join(root, 'scripts/typescript-for-cruiser.ts'),
      join(root, 'node_modules/dependency-cruiser/bin/dependency-cruise.mjs'),
      '--config',
      join(root, '.dependency-cruiser.mjs'),
      '--output-type',
      'json',
      ...['kernel', 'services', 'apps', 'bench', 'scripts'],
    ],
    { cwd: folder, encoding: 'utf8', maxBuffer: 16 * 1024 * 1024 },
  );
  assert.equal(stderr, '');
  const { summary } = JSON.parse(stdout) as {
    summary: { violations: { from: string; rule: { name: string } }[] };
  };
  const rules = new Map<string, string[]>();
  for (const { from, rule } of summary.violations) rules.set(from, [...(rules.get(from) ?? []), rule.name]);
  return rules;
}

describe('boundaries of imports', () => {
  let broken: Map<string, string[]>;
  const files = violations.map(([, file], index) => file.replace('#', String(index)));
  before(() => {
    const more = violations.map(([, , content], index) => [files[index], content] as const);
    const circle = `import type { A } from './circle-a.ts'; export type B = readonly A[];`;
    broken = brokenRules(
      newRepository('wrong', { ...Object.fromEntries(more), 'kernel/src/circle-b.ts': circle }),
    );
  });

  it('lets a repository pass in which nothing is wrong', () => {
    assert.deepEqual(brokenRules(newRepository('right')), new Map());
  });

  for (const [index, [rule, , content]] of violations.entries()) {
    it(`catches ${rule}: ${content}`, () => {
      assert.deepEqual(broken.get(files[index] ?? ''), [rule]);
    });
  }

  it('blames no other file', () => {
    const others = [...broken.keys()].filter((file) => !files.includes(file));
    assert.deepEqual(others, []);
  });
});

describe('boundaries of texts', () => {
  let folder: string;
  before(() => {
    folder = newRepository('texts', {
      'services/learning/enrollments/contract.ts': '',
      'services/learning/enrollments/migrations/0001.sql':
        'CREATE TABLE enrollments.seats (id uuid REFERENCES enrollments.courses); -- not from courses.courses\n' +
        'CREATE POLICY p ON enrollments.seats USING (organization_id = (SELECT x FROM kernel.organization() x));\n',
      'services/learning/enrollments/good.ts':
        `// once read from courses.courses\nimport { courses } from '../courses/contract.ts';\n` +
        "export const good = [courses.get, 'course.published', 'courses.lesson', `FROM enrollments.seats`];",
    });
  });

  function found(path: string, content: string): string[] {
    put(folder, { [path]: content });
    const result = findTextViolations(folder);
    rmSync(join(folder, path));
    return result;
  }

  it('finds nothing where nothing is wrong', () => {
    assert.deepEqual(findTextViolations(folder), []);
  });

  for (const [path, content] of [
    ['services/learning/enrollments/bad.ts', '\nexport const q = sql`SELECT 1 FROM courses.courses`;'],
    ['services/learning/enrollments/bad.ts', '\nexport const q = sql`UPDATE "courses"."courses" SET x = 1`;'],
    ['services/learning/enrollments/bad.ts', '\nexport const q = sql`INSERT INTO kernel.outbox VALUES (1)`;'],
    ['services/learning/enrollments/migrations/0002.sql', '\nALTER TABLE courses.courses ADD x int;'],
    [
      'services/learning/enrollments/migrations/0002.sql',
      '\nCREATE TABLE enrollments.x (y uuid REFERENCES courses.courses);',
    ],
    ['kernel/src/bad.ts', '\nexport const q = sql`DELETE FROM enrollments.seats`;'],
  ] as const) {
    it(`catches SQL on the schema of another: ${path}: ${content.trim()}`, () => {
      assert.match(
        found(path, content).join('\n'),
        new RegExp(`^${path}:2: SQL on the schema of another \\((courses|kernel|enrollments)\\)`),
      );
    });
  }

  it('catches a column that is named a second time', () => {
    const q = '\nexport const q = `SELECT n AS "lastAt" FROM enrollments.seats`;';
    assert.match(
      found('services/learning/enrollments/bad.ts', q).join('\n'),
      /^services\/learning\/enrollments\/bad\.ts:2: AS "lastAt": the store makes names camelCase/,
    );
  });

  for (const text of [
    'const courseId = 1;',
    "const role = 'learner';",
    'type EnrollmentList = 1;',
    'sql`course_id`;',
  ]) {
    it(`catches a domain word in the kernel: ${text}`, () => {
      assert.match(
        found('kernel/src/bad.ts', `\n${text}`).join('\n'),
        /^kernel\/src\/bad\.ts:2: the kernel knows no domain word/,
      );
    });
  }

  it('allows domain words in comments and tests of the kernel, and words that only contain one', () => {
    assert.deepEqual(
      found(
        'kernel/src/good.ts',
        '/** Such as a course. */\nconst request = resource(intercourse); // a lesson',
      ),
      [],
    );
    assert.deepEqual(found('kernel/src/good.test.ts', 'const course = 1;'), []);
  });
});
