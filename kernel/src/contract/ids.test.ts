import assert from 'node:assert/strict';
import { test } from 'node:test';
import { validate, version } from 'uuid';
import { newId } from './ids.ts';

test('ids are UUIDs of version 7, all different, and sort as they were made', () => {
  const ids = Array.from({ length: 50_000 }, newId);
  assert.ok(ids.every((id) => validate(id) && version(id) === 7));
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(ids.toSorted(), ids);
});
