import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import type { AnyCall } from '@kernos/kernel/contract';
import { identity } from '@kernos/services/platform/identity/contract';
import { type BodySchema, isNeeded, wrongFields } from './body-check.ts';

const services = join(import.meta.dirname, '../../../../services');
const bodyOf = ({ body }: { body?: unknown }): BodySchema => JSON.parse(JSON.stringify(body)) as BodySchema;
const codes = (call: { body?: unknown }, given: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(wrongFields(bodyOf(call), given)).map(([name, { code }]) => [name, code]),
  );
const { invite, register, updateMe } = identity.calls;

/** The words begin by telling the document which language it is in. */
async function sentences() {
  Object.assign(globalThis, { document: { documentElement: {} } });
  const { en } = await import('../app/problems.en.ts');
  const { fr } = await import('../app/problems.fr.ts');
  return [en.fields, fr.fields] as const;
}

describe('what is filled in', () => {
  it('passes where the call would take it', () => {
    assert.deepEqual(codes(invite, { email: 'ada@example.org', roles: ['learner'] }), {});
    assert.deepEqual(codes(updateMe, { name: 'Ada', timeZone: null, locale: null }), {});
  });

  it('is told by field, the first thing of each', () => {
    assert.deepEqual(codes(invite, { email: 'ada', roles: [] }), { email: 'idn-email', roles: 'minItems' });
    assert.deepEqual(codes(updateMe, { name: ' ', timeZone: '', locale: 'x'.repeat(36) }), {
      name: 'name',
      timeZone: 'blank',
      locale: 'maxLength',
    });
    assert.deepEqual(codes(register, { name: 'x'.repeat(101) }), {
      name: 'maxLength',
      email: 'required',
      password: 'required',
    });
  });

  it('has a sentence in every language, whatever a call may find wrong with it', async () => {
    const possible = new Set<string>();
    for (const file of globSync('*/*/contract.ts', { cwd: services }))
      for (const exported of Object.values((await import(join(services, file))) as Record<string, unknown>))
        if (typeof exported === 'object' && exported !== null && 'calls' in exported)
          for (const { body } of Object.values(exported.calls as Record<string, AnyCall>))
            for (const code of codesIn(body)) possible.add(code);
    assert.ok(possible.size > 10);
    for (const fields of await sentences())
      assert.deepEqual([...possible].filter((code) => !(code in fields)).sort(), []);
  });

  it('is needed where nothing, or nothing typed, would be refused', () => {
    const body = bodyOf(register);
    assert.equal(isNeeded(body, 'name'), true);
    assert.equal(isNeeded(bodyOf(updateMe), 'timeZone'), false);
    assert.equal(isNeeded(bodyOf(invite), 'roles'), true);
  });
});

/** What may be wrong by a schema, as codes. */
function codesIn(schema: unknown): string[] {
  if (Array.isArray(schema)) return schema.flatMap(codesIn);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]) => {
    // Files are checked while they are received.
    if (keyword === 'format') return value === 'binary' ? [] : [String(value)];
    if (keyword === 'properties') return Object.values(value as object).flatMap(codesIn);
    const isKnown = /^(min|max)|^(enum|pattern|required|multipleOf|uniqueItems)$/.test(keyword);
    return [...(isKnown ? [keyword] : []), ...codesIn(value)];
  });
}
