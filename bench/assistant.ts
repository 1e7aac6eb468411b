/**
 * Asking, all of it (JWT, permissions, search, context, stored events), against a model of our own that takes a
 * known time to its first word: what is left is ours.
 */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { client } from '@kernos/kernel/client';
import { courses } from '@kernos/services/learning/courses/contract';
import { assistant } from '@kernos/services/platform/assistant/contract';
import { identity } from '@kernos/services/platform/identity/contract';
import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { median, report, startServer, temporaryFolder } from './measure.ts';

const MODEL_MS = 700;
const FIRST_TOKEN_MS = 800;
const OVERHEAD_MS = 50;
const QUESTIONS = 25;
const LESSONS = 40;

const topics =
  'generators iterators decorators closures classes inheritance modules packages exceptions logging testing debugging strings lists tuples dictionaries sets files functions arguments'.split(
    ' ',
  );

/** A model that begins to answer `MODEL_MS` after it was asked, and says how long it took in truth. */
async function startModel() {
  let tookMs = 0;
  const server = createServer(async (request, response) => {
    request.resume();
    await once(request, 'end');
    const asked = performance.now();
    await sleep(MODEL_MS);
    tookMs = performance.now() - asked;
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    const chunk = (delta: object, finish: string | null) =>
      `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'm', choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;
    response.write(chunk({ role: 'assistant', content: 'This topic is treated there [1].' }, null));
    response.end(`${chunk({}, 'stop')}data: [DONE]\n\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    tookMs: () => tookMs,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

function lessonOf(n: number): { title: string; markdown: string } {
  const topic = topics[n % topics.length] as string;
  const sections = Array.from({ length: 8 }, (_, part) => {
    const near = topics[(n * 7 + part * 3) % topics.length];
    return `## Part ${part + 1} on ${topic}\n\nHere ${topic} are explained beside ${near}, step ${part + 1} of lesson ${n}. ${`Whoever works with ${topic} will meet ${near} sooner or later, and should know how both behave. `.repeat(4)}`;
  });
  return { title: `Lesson ${n}: ${topic}`, markdown: sections.join('\n\n') };
}

/** An organization of its own with one published and indexed course; gives its admin's token. */
async function teach(url: string): Promise<string> {
  const { accessToken } = await client(identity, { baseUrl: url }).register({
    name: 'Bench',
    email: 'bench@example.org',
    password: `${crypto.randomUUID()}!`,
  });
  const as = { baseUrl: url, headers: () => ({ authorization: `Bearer ${accessToken}` }) };
  const course = await client(courses, as).create({ title: 'A course' });
  const module = await client(courses, as).addModule({ courseId: course.id, title: 'All of it' });
  for (let n = 0; n < LESSONS; n += 1)
    await client(courses, as).addLesson({ moduleId: module.id, ...lessonOf(n) });
  await client(courses, as).publish({ courseId: course.id });
  for (let waited = 0; waited < 600; waited += 1) {
    if ((await client(knowledge, as).search({ q: 'generators' })).items.length > 0) return accessToken;
    await sleep(100);
  }
  throw new Error('the course was not indexed within a minute');
}

export async function benchAssistant(): Promise<boolean> {
  await using folder = await temporaryFolder();
  await using model = await startModel();
  await using server = await startServer(new URL('../apps/server/main.ts', import.meta.url), {
    PORT: '0',
    DEMO: 'off',
    RATE_LIMIT: 'off',
    LOG_LEVEL: 'warn',
    KERNOS_DATA: folder.path,
    OPENAI_BASE_URL: model.url,
    OPENAI_MODEL: 'm',
  });
  const token = await teach(server.url);
  const asking = client(assistant, {
    baseUrl: server.url,
    headers: () => ({ authorization: `Bearer ${token}` }),
  });
  const [first, own]: [number[], number[]] = [[], []];
  for (let n = -3; n < QUESTIONS; n += 1) {
    const question = `How do ${topics[(n + 20) % topics.length]} behave beside ${topics[(n * 5 + 60) % topics.length]} (${n})?`;
    const begun = performance.now();
    const events = await asking.ask({ question }, { headers: { accept: 'text/event-stream' } });
    if (!(Symbol.asyncIterator in events)) throw new Error('the answer did not stream');
    let at: number | undefined;
    for await (const { event } of events) if (event === 'token') at ??= performance.now();
    if (at === undefined) throw new Error('there was no token');
    if (n < 0) continue;
    first.push(at - begun);
    // What passes while the model keeps us waiting is the model's.
    own.push(at - begun - model.tookMs());
  }
  const [firstMs, ownMs] = [median(first), median(own)];
  const overhead = report(
    'our own part of the time to the first token',
    `${ownMs.toFixed(1)} ms`,
    `${OVERHEAD_MS} ms`,
    ownMs / OVERHEAD_MS,
    { atMost: 1 },
  );
  const total = report(
    `the first token from a model that takes ${MODEL_MS} ms`,
    `${firstMs.toFixed(0)} ms`,
    `${FIRST_TOKEN_MS} ms`,
    firstMs / FIRST_TOKEN_MS,
    { atMost: 1 },
  );
  return overhead && total;
}

if (import.meta.main) process.exitCode = (await benchAssistant()) ? 0 : 1;
