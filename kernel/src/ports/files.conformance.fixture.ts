/** What every engine behind `Files` must do: a case a sentence, each on an engine that may hold files already. */
import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import type { Files } from './files.ts';

export interface FilesUnderTest {
  readonly files: Files;
  /** Behind which there is no store any more. */
  readonly broken: Files;
}

export const filesConformance: Readonly<Record<string, (engine: FilesUnderTest) => Promise<void>>> = {
  'a file is found as it was put last': async ({ files }) => {
    assert.equal(await files.get('a/b'), null);
    assert.equal(await files.stream('a/b'), null);
    assert.equal(await files.has('a/b'), false);
    await files.put('a/b', Buffer.from('one'));
    await files.put('a/b', Buffer.from('two'));
    assert.equal((await files.get('a/b'))?.toString(), 'two');
    assert.equal(await files.has('a/b'), true);
  },

  'an empty file is a file': async ({ files }) => {
    await files.put('empty', Buffer.alloc(0));
    assert.equal((await files.get('empty'))?.length, 0);
    assert.equal((await buffer((await files.stream('empty')) as Readable)).length, 0);
  },

  'a long stream comes back byte by byte, whatever its chunks were': async ({ files }) => {
    const chunks = Array.from({ length: 60 }, (_, n) => randomBytes(1 + n * 4_001));
    await files.put('long', Readable.from(chunks));
    const hash = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
    const whole = Buffer.concat(chunks);
    assert.equal(hash((await files.get('long')) as Buffer), hash(whole));
    assert.equal(hash(await buffer((await files.stream('long')) as Readable)), hash(whole));
  },

  'a stream that fails leaves what was there before': async ({ files }) => {
    await files.put('kept', Buffer.from('before'));
    const failing = Readable.from(
      (async function* () {
        yield randomBytes(700_000);
        throw new Error('the upload broke off');
      })(),
    );
    await assert.rejects(files.put('kept', failing), /the upload broke off/);
    assert.equal((await files.get('kept'))?.toString(), 'before');
  },

  'whoever reads while it is put again sees all of the old one or all of the new one': async ({ files }) => {
    const contents = [Buffer.alloc(2_000_000, 'a'), Buffer.alloc(2_000_000, 'b')] as const;
    await files.put('large', contents[0]);
    const writing = (async () => {
      for (let n = 0; n < 20; n += 1) await files.put('large', contents[n % 2 === 0 ? 1 : 0]);
      return 'written' as const;
    })();
    for (let reads = 0; (await Promise.race([writing, files.get('large')])) !== 'written'; reads += 1) {
      const read = await files.get('large');
      assert.ok(read && contents.some((content) => content.equals(read)), `read ${reads}: a mixture`);
    }
  },

  'whoever began to read reads on, also when it is replaced and when it is deleted': async ({ files }) => {
    const old = randomBytes(1_500_000);
    await files.put('read', old);
    const streams = [await files.stream('read'), await files.stream('read')] as Readable[];
    for (const stream of streams) stream.read(0);
    const first = buffer(streams[0] as Readable);
    await files.put('read', Buffer.from('new'));
    assert.ok((await first).equals(old));
    await files.delete('read');
    assert.ok((await buffer(streams[1] as Readable)).equals(old));
    assert.equal(await files.get('read'), null);
  },

  'of many that put under one name at once, one is kept whole': async ({ files }) => {
    const contents = Array.from({ length: 8 }, (_, n) => Buffer.alloc(600_000, `${n}`));
    await Promise.all(contents.map((content) => files.put('raced', content)));
    const kept = (await files.get('raced')) as Buffer;
    assert.ok(contents.some((content) => content.equals(kept)));
  },

  'deleting what is not there is harmless': async ({ files }) => {
    await files.delete('never/there');
  },

  'a name that another system would read differently is refused everywhere': async ({ files }) => {
    for (const name of [
      '../outside',
      '/absolute',
      'a//b',
      'a/../b',
      '',
      'Upper',
      'a\\b',
      'a\0b',
      '.hidden',
      'é',
    ]) {
      await assert.rejects(files.put(name, Buffer.from('x')), /not a name for a file/, `put ${name}`);
      await assert.rejects(files.get(name), /not a name for a file/, `get ${name}`);
      await assert.rejects(files.stream(name), /not a name for a file/, `stream ${name}`);
      await assert.rejects(files.has(name), /not a name for a file/, `has ${name}`);
      await assert.rejects(files.delete(name), /not a name for a file/, `delete ${name}`);
    }
  },

  'where its store is gone it says so, and never that there is no file': async ({ broken }) => {
    await assert.rejects(broken.put('x', Buffer.from('x')));
    await assert.rejects(broken.get('x'));
    await assert.rejects(broken.has('x'));
  },
};
