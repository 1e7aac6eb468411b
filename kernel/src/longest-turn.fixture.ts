/** Whether something holds the event loop, or takes ever longer: in processor time of the main thread, which a busy machine does not lengthen much. */
import { setTimeout as pause } from 'node:timers/promises';

/** How often something is done that may have had bad luck: a collection of garbage, a neighbour on the same core. */
const TRIES = 3;

/**
 * Null where something holds the event loop no longer than it takes here to read ten megabytes of numbers as JSON, which
 * is 50 ms on a core that has nothing else to do; otherwise how long it did, each time that it was tried.
 */
export async function holdsTheLoop(something: () => Promise<unknown>): Promise<string | null> {
  const held: number[] = [];
  let limit = turnLimit();
  while (held.length < TRIES) {
    const milliseconds = await longestTurn(something);
    if (milliseconds < limit) return null;
    held.push(Math.round(milliseconds));
    limit = measured();
  }
  return `${held.join(', ')} ms where ${Math.round(limit)} ms are allowed`;
}

/**
 * Null where four times as much of something takes at most eight times as long, or no time to speak of; otherwise how long
 * both took, each time that it was tried. What looks again at all there is for each of its parts takes sixteen times as long.
 */
export async function growsTooFast(work: (size: number) => unknown, size: number): Promise<string | null> {
  const tries: string[] = [];
  while (tries.length < TRIES) {
    const [some, more] = [await timeOf(() => work(size)), await timeOf(() => work(4 * size))];
    if (more < 8 * some + turnLimit()) return null;
    tries.push(`${Math.round(some)} and ${Math.round(more)}`);
  }
  return `${tries.join(', ')} ms for four times as much`;
}

async function timeOf(something: () => unknown): Promise<number> {
  const before = cpu();
  await something();
  return cpu() - before;
}

/** The longest that this thread is at work without a pause while something goes on, milliseconds of processor time. */
async function longestTurn(something: () => Promise<unknown>): Promise<number> {
  let isOver = false;
  let longest = 0;
  let before = cpu();
  const over = something().finally(() => {
    isOver = true;
  });
  over.catch(() => undefined);
  while (!isOver) {
    await pause(1);
    longest = Math.max(longest, cpu() - before);
    before = cpu();
  }
  await over;
  return longest;
}

let known: number | undefined;
const turnLimit = (): number => (known ??= measured());

const numbers = `[${'1,'.repeat(500_000)}1]`;

function measured(): number {
  const times = Array.from({ length: 5 }, () => {
    const before = cpu();
    JSON.parse(numbers);
    return cpu() - before;
  });
  return 10 * (times.toSorted((a, b) => a - b)[2] ?? 0);
}

function cpu(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
}
