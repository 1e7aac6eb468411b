/** No regular expression of ours may take long for a text that somebody sends: neither in contracts nor in sources. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { services } from '../services.ts';
import { expressionsIn } from './sources.fixture.ts';
import { superLinear } from './super-linear.fixture.ts';

const root = join(import.meta.dirname, '../../..');
const folders = ['kernel/src', 'services', 'apps/server'];
const files = globSync(
  folders.map((folder) => `${folder}/**/*.ts`),
  { cwd: root, exclude: ['**/node_modules/**'] },
);
const ours = files.filter((file) => !/\.(?:test|fixture)\.ts$/.test(file)).sort();

/** What is wrong with which of them. An expression that stands in many places is looked at once. */
const faults = (expressions: ReadonlyMap<string, { source: string; flags: string }>): string[] =>
  [...expressions].flatMap(([at, { source, flags }]) => {
    const fault = superLinear(source, flags);
    return fault ? `${at}: /${source}/${flags} is not linear, by ${fault}` : [];
  });

/** The patterns of a schema and all within it. */
function* patternsIn(schema: unknown): Iterable<string> {
  if (typeof schema !== 'object' || schema === null) return;
  for (const [name, part] of Object.entries(schema)) {
    if (name === 'pattern' && typeof part === 'string') yield part;
    if (name === 'patternProperties') yield* Object.keys(part as object);
    yield* patternsIn(part);
  }
}

describe('what is not linear is told:', () => {
  for (const [expression, why] of [
    [/^(?:a+)+$/, 'a quantifier in a quantifier'],
    [/^\s*(.*?)\s*$/, 'two next to each other'],
    [/\s+$/, 'one that may begin anywhere'],
    [/<\/?[a-z][^>]*>/g, 'a beginning of more than one character, which comes again'],
    [/!\[([^\]]*)\]\([^)]*\)/g, 'another one'],
  ] as const)
    test(why, () => assert.notEqual(superLinear(expression.source, expression.flags), null));
  for (const expression of [/^(?<!\s)\s+$/, /<\/?[a-z][^<>]*>/g, /^[a-z]+(?:\.[a-z-]+)+$/])
    test(`${expression} is`, () => assert.equal(superLinear(expression.source, expression.flags), null));
});

test('the patterns of all contracts', () => {
  const found = new Map<string, { source: string; flags: string }>();
  // As TypeBox compiles them.
  for (const { contract } of services)
    for (const source of patternsIn(contract))
      found.set(`${contract.name} ${source}`, { source, flags: 'u' });
  assert.ok(found.size > 20);
  assert.deepEqual(faults(found), []);
});

test('the regular expressions of all sources', () => {
  const found = new Map<string, { source: string; flags: string }>();
  for (const file of ours)
    for (const { line, source, flags } of expressionsIn(readFileSync(join(root, file), 'utf8')))
      found.set(`${file}:${line}`, { source, flags });
  assert.ok(found.size > 300);
  assert.deepEqual(faults(found), []);
});
