import assert from 'node:assert/strict';
import { test } from 'node:test';
import { zipOf } from './archive.fixture.ts';
import { ContentThread } from './content-thread.ts';

test('ten thousand files of a course come out of the thread in a few pieces of memory', async () => {
  await using thread = new ContentThread();
  const sizes = Array.from({ length: 9_000 }, (_, index) => index % 40);
  const files = Object.fromEntries(sizes.map((size, index) => [`f${index}.txt`, `${index} `.repeat(size)]));
  const large = Buffer.alloc(100_000, 'large ');
  const zip = zipOf({ 'a.md': '# A', 'large.txt': large, ...files });
  const { assets } = await thread.plan({ organizationId: null, signal: new AbortController().signal }, zip);
  assert.equal(assets.length, 9_001);
  for (const { name, bytes } of assets)
    assert.ok(bytes.equals(name.includes('large') ? large : Buffer.from(files[name] ?? '?')), name);
  const memories = new Set(assets.map(({ bytes }) => bytes.buffer));
  assert.ok(memories.size <= 3, `${memories.size} pieces`);
});
