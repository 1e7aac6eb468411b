/** Files that hang hold up neither another organization nor small texts of their own, nor workflows. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { after, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { startTestSystem, type TestPerson } from '@kernos/kernel/testing';
import { knowledge } from './contract.ts';
import { type Asking, inReader } from './extract/readers.ts';
import { knowledgeService } from './service.ts';
import { neighbourServices, World } from './testing/world.fixture.ts';

const needsProc = existsSync('/proc/self/stat') ? false : 'this system has no /proc';
const system = await startTestSystem({ services: [...neighbourServices(new World()), knowledgeService] });
const stopped = new Set<number>();
after(async () => {
  for (const pid of stopped) process.kill(pid, 'SIGKILL');
  await system[Symbol.asyncDispose]();
});

/** As many as all workflows that are at work at one time. */
const MANY = 8;
/** Read in the lane of large files, for its type, and soon refused there. */
const file = { name: 'broken.pdf', text: '%PDF-1.7 and then nonsense' };
const note = { name: 'note.md', text: '# Small\n\nA few words.' };

async function upload(person: TestPerson, { name, text }: typeof file) {
  const { id } = await system
    .client(knowledge, person)
    .upload({ file: { blob: new Blob([text]), fileName: name } });
  return async () => (await system.client(knowledge, person).document({ documentId: id })).state;
}

async function until(state: () => Promise<string>, wanted: string): Promise<void> {
  for (const end = Date.now() + 60_000; (await state()) !== wanted; await pause(50))
    assert.ok(Date.now() < end, `it is still ${await state()}`);
}

/** The processes of ours that read files. */
const readers = (): number[] =>
  readdirSync('/proc')
    .map(Number)
    .filter((pid) => {
      try {
        const [, parent] = /\) \w (\d+)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
        return (
          Number(parent) === process.pid &&
          readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('reader-entry')
        );
      } catch {
        // No process, or gone meanwhile.
        return false;
      }
    });

/** Has a large file of somebody read by a process that has stopped. Gives how to end that, and what comes of it. */
async function hang({ organizationId }: TestPerson) {
  const asking: Asking = {
    organizationId: organizationId as string,
    outside: (run) => run(),
    signal: new AbortController().signal,
  };
  const input = { text: 'Some words.', markup: 'plain' } as const;
  // Leaves a process with nothing to do, which gets the next file.
  await inReader(asking, 'cut', input);
  const [pid = 0] = readers().filter((one) => !stopped.has(one));
  process.kill(pid, 'SIGSTOP');
  stopped.add(pid);
  const outcome = inReader(asking, 'cut', { isLight: false, load: async () => input }).then(
    () => 'done',
    (error: { code: string }) => error.code,
  );
  return async () => {
    stopped.delete(pid);
    process.kill(pid, 'SIGKILL');
    return outcome;
  };
}

test('files that hang hold nobody else up', { skip: needsProc }, async () => {
  const [one, other, third] = [0, 1, 2].map(() => system.person(['instructor'])) as [
    TestPerson,
    TestPerson,
    TestPerson,
  ];
  const ends = [await hang(one), await hang(other)] as const;
  const waiting = [];
  for (let n = 0; n < MANY; n += 1) waiting.push(await upload(one, file));
  for (let n = 0; n < MANY; n += 1) waiting.push(await upload(other, file));
  // Nothing that is large can be read now, for anybody.
  for (const person of [one, other, third]) await until(await upload(person, note), 'ready');
  for (const state of waiting) await until(state, 'working');

  assert.equal(await ends[1](), 'file-too-hard');
  // One organization goes on hanging, and has many that wait: a large file of another is read all the same.
  await until(await upload(third, file), 'failed');
  assert.equal(await waiting[0]?.(), 'working');

  assert.equal(await ends[0](), 'file-too-hard');
  for (const state of waiting) await until(state, 'failed');
});
