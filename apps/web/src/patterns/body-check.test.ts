import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { identity } from '@kernos/services/platform/identity/contract';
import { type BodySchema, isNeeded, wrongFields } from './body-check.ts';
import type { PatternWords } from './words.en.ts';

// The real ones ask the browser for its language.
const words = {
  needed: 'needed',
  choose: 'choose',
  email: 'email',
  atMost: (n: number) => `at most ${n}`,
} as PatternWords['form'];

const bodyOf = ({ body }: { body?: unknown }): BodySchema => JSON.parse(JSON.stringify(body)) as BodySchema;
const wrong = (call: { body?: unknown }, given: Record<string, unknown>) =>
  wrongFields(bodyOf(call), given, words);
const { invite, register, updateMe } = identity.calls;

describe('what is filled in', () => {
  it('passes where the call would take it', () => {
    assert.deepEqual(wrong(invite, { email: 'ada@example.org', roles: ['learner'] }), {});
    assert.deepEqual(wrong(updateMe, { name: 'Ada', timeZone: null, locale: null }), {});
  });

  it('is told by field, the first thing of each, in words', () => {
    assert.deepEqual(wrong(invite, { email: 'ada', roles: [] }), {
      email: words.email,
      roles: words.choose,
    });
    assert.deepEqual(wrong(updateMe, { name: ' ', timeZone: '', locale: 'x'.repeat(36) }), {
      name: words.needed,
      timeZone: words.needed,
      locale: 'at most 35',
    });
    assert.deepEqual(wrong(register, { name: 'x'.repeat(101) }), {
      name: 'at most 100',
      email: words.needed,
      password: words.needed,
    });
  });

  it('is needed where nothing, or nothing typed, would be refused', () => {
    const body = bodyOf(register);
    assert.equal(isNeeded(body, 'name'), true);
    assert.equal(isNeeded(bodyOf(updateMe), 'timeZone'), false);
    assert.equal(isNeeded(bodyOf(invite), 'roles'), true);
  });
});
