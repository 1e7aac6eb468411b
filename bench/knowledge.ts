/**
 * Search over 50,000 passages, all of it but HTTP (words, permissions asked of their owners, passages read), and
 * how fast lessons become findable without embeddings, in processor time of this process and the database.
 */
import { readFile } from 'node:fs/promises';
import { newId } from '@kernos/kernel/ids';
import { Store } from '@kernos/kernel/store';
import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { report } from './measure.ts';
import { type Ground, layGround } from './search-quality/ground.ts';
import { ingest, measuredKnowledge } from './search-quality/ingest.ts';
import { percentile } from './search-quality/metrics.ts';

const PASSAGES = 50_000;
const LESSONS_AT_ONCE = 400;
const SEARCHES = 300;
const P95_MS = 20;
const LESSONS_PER_SECOND = 200;

/**
 * Milliseconds of processor time so far: of this process, and of the connections to the database where the
 * system tells (Linux). Elapsed time says how busy the machine is, too.
 */
async function processorTime(store: Store): Promise<number> {
  const { user, system } = process.cpuUsage();
  let ms = (user + system) / 1_000;
  const { rows } = await store.query<{ pid: number }>({ text: 'SELECT pid FROM pg_stat_activity' });
  for (const { pid } of rows) {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    const [userTicks = 0, systemTicks = 0] = stat.split(') ')[1]?.split(' ').slice(11, 13).map(Number) ?? [];
    ms += (userTicks + systemTicks) * 10;
  }
  return ms;
}

/** A generator of numbers from 0 to 1 that begins the same each time (mulberry32). */
function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SYLLABLES = 'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu'.split(' ');
/** Words as common as those of a language are: the n-th is used 1/n times as often as the first (Zipf). */
const VOCABULARY = 20_000;
const word = (rank: number): string =>
  `${SYLLABLES[rank % 20]}${SYLLABLES[Math.floor(rank / 20) % 20]}${SYLLABLES[Math.floor(rank / 400) % 20]}${rank >= 8_000 ? SYLLABLES[Math.floor(rank / 8_000)] : ''}`;
const rankOf = (chance: number): number => Math.floor(VOCABULARY ** chance) - 1;

/** A lesson as long as those of the shared course: sections with a heading and some words, each one passage. */
function lesson(next: () => number, sections: number): string {
  let text = '';
  for (let section = 0; section < sections; section += 1) {
    text += `## ${word(rankOf(next()))} ${word(rankOf(next()))}\n\n`;
    for (let n = 0; n < 110; n += 1) text += `${word(rankOf(next()))}${n % 12 === 11 ? '. ' : ' '}`;
    text += '\n\n';
  }
  return text;
}

const SECTIONS = 8;

async function fill(ground: Ground, store: Store) {
  const next = random(1);
  let passages = 0;
  let lessons = 0;
  let [ms, processor] = [0, 0];
  while (passages < PASSAGES) {
    const texts = Array.from({ length: LESSONS_AT_ONCE }, () => ({
      id: newId(),
      title: word(rankOf(next())),
      text: lesson(next, SECTIONS),
    }));
    const [began, spent] = [performance.now(), await processorTime(store)];
    passages += (await ground.callInside(ingest, { texts })).passages;
    ms += performance.now() - began;
    processor += (await processorTime(store)) - spent;
    lessons += texts.length;
  }
  return { perSecond: (lessons * 1_000) / ms, perProcessorSecond: (lessons * 1_000) / processor, passages };
}

/** The commonest words stand for those of a language that mean nothing, which no question is searched by. */
const MEANINGLESS = 40;
const meaningful = (chance: number): number =>
  Math.floor(MEANINGLESS * (VOCABULARY / MEANINGLESS) ** chance) - 1;

/** Questions of two to six words, common and rare ones as in texts. */
function questions(): string[] {
  const next = random(2);
  return Array.from({ length: SEARCHES }, () =>
    Array.from({ length: 2 + Math.floor(next() * 5) }, () => word(meaningful(next()))).join(' '),
  );
}

export async function benchKnowledge(): Promise<boolean> {
  await using ground = await layGround(measuredKnowledge);
  const store = new Store(ground.system.databaseUrl, { connections: 1 });
  try {
    return await measure(ground, store);
  } finally {
    await store.close();
  }
}

async function measure(ground: Ground, store: Store): Promise<boolean> {
  const { perSecond, perProcessorSecond, passages } = await fill(ground, store);
  const fast = report(
    `lessons of ${SECTIONS} passages made findable, without embeddings`,
    `${perProcessorSecond.toFixed(0)} in a second of processor time (${perSecond.toFixed(0)}/s elapsed)`,
    `${LESSONS_PER_SECOND}/s`,
    perProcessorSecond / LESSONS_PER_SECOND,
    { atLeast: 1 },
  );
  const asked = questions();
  for (const q of asked.slice(0, 30)) await ground.call(knowledge.calls.search, { q });
  const times: number[] = [];
  const spent = await processorTime(store);
  for (const q of asked) {
    const began = performance.now();
    await ground.call(knowledge.calls.search, { q });
    times.push(performance.now() - began);
  }
  const processor = ((await processorTime(store)) - spent) / asked.length;
  const p95 = percentile(times, 0.95);
  const quick = report(
    `search over ${passages} passages, slowest 5 %`,
    `${p95.toFixed(1)} ms (half ${percentile(times, 0.5).toFixed(1)} ms, processor ${processor.toFixed(1)} ms)`,
    `${P95_MS} ms`,
    p95 / P95_MS,
    { atMost: 1 },
  );
  console.log(`        memory: ${(process.memoryUsage().rss / 1_048_576).toFixed(0)} MB resident`);
  return fast && quick;
}

if (import.meta.main) process.exitCode = (await benchKnowledge()) ? 0 : 1;
