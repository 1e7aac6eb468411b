/** What is kept of what people sent. */
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { masked } from './masking.ts';

describe('what is kept of what was sent', () => {
  test('has long values cut, and files by name and size', () => {
    const kept = masked(
      { picture: { type: 'string', format: 'binary' } as never },
      {
        text: 'x'.repeat(600),
        list: Array.from({ length: 30 }, (_, n) => n),
        picture: { path: '/tmp/secret-place', fileName: 'me.png', bytes: 3 },
        settings: { smtp: { smtpPassword: 'hush', accessToken: 'hush', host: 'mail' } },
      },
    );
    assert.match(String(kept.text), /^x{500}… \(600 characters\)$/);
    assert.equal((kept.list as unknown[]).at(-1), '… (30 in all)');
    assert.deepEqual(kept.picture, { fileName: 'me.png', bytes: 3 });
    assert.deepEqual(kept.settings, {
      smtp: { smtpPassword: '[secret]', accessToken: '[secret]', host: 'mail' },
    });
  });

  test('is never larger than a page, and keeps its secrets then too', () => {
    const many = Object.fromEntries(Array.from({ length: 200 }, (_, n) => [`field${n}`, 'y'.repeat(400)]));
    const kept = JSON.stringify(masked({}, { password: 'hush', deep: { token: 'hush' }, ...many }));
    assert.ok(kept.length < 10_000, String(kept.length));
    assert.ok(!kept.includes('hush'));
  });
});
