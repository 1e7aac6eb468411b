/**
 * Every page, on a desktop in light and on a phone in dark: no barriers, no complaints, nothing that sticks out;
 * nor does it when the desktop's window is made very wide.
 */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { desktop, type Look, noBrowser, phone, Stage, type Who, type Window } from './browser.fixture.ts';
import { type Example, pagesToVisit } from './pages.fixture.ts';

const features = join(dirname(import.meta.dirname), 'src/features');
const veryWide = { width: 1920, height: 1080 };

describe('every page', { skip: noBrowser }, () => {
  let stage: Stage;
  let example: Example;

  before(async () => {
    stage = await Stage.open();
    await using window = await stage.signedIn('learner');
    const { items } = await window.api<{ items: { id: string }[] }>('/courses?limit=1');
    const courseId = items[0]?.id ?? assert.fail('the demo has no course');
    const course = await window.api<{ modules: { lessons: { id: string }[] }[] }>(`/courses/${courseId}`);
    await window.api(`/courses/${courseId}/enroll`, {});
    const lessonId = course.modules[0]?.lessons[0]?.id ?? assert.fail('the course has no lesson');
    const asked = await window.api<{ id: string; conversationId: string }>('/ai/ask', {
      question: 'How do I take a seat in a course?',
    });
    const { id: answerId, conversationId } = asked;
    await using admin = await stage.signedIn('admin');
    const traces = await admin.api<{ items: { traceId: string }[] }>('/traces?q=enrollments.enroll&limit=1');
    const traceId = traces.items[0]?.traceId ?? assert.fail('the enrollment left no trace');
    const runs = await admin.api<{ items: { id: string }[] }>('/workflows?name=courses.publish&limit=1');
    const workflowId = runs.items[0]?.id ?? assert.fail('the demo published nothing');
    const certificateCode = await completeAs('instructor', courseId);
    const sent = await admin.api<{ items: { id: string }[] }>('/notification-deliveries?limit=1');
    const deliveryId = sent.items[0]?.id ?? assert.fail('nobody was written to');
    const [a, b] = await admin
      .api<{ items: { id: string }[] }>('/ai/templates?kind=explain')
      .then(async ({ items: [brought] }) => {
        const own = { kind: 'explain', level: null, text: 'Explain it to a {{level}} learner.' };
        return [brought, await admin.api<{ id: string }>('/ai/templates', own)];
      });
    const questions = [{ question: 'How do I take a seat in a course?' }];
    const compared = { a: a?.id, b: b?.id, questions };
    const { id: evaluationId } = await admin.api<{ id: string }>('/ai/evaluations', compared);
    example = {
      courseId,
      lessonId,
      traceId,
      workflowId,
      certificateCode,
      deliveryId,
      answerId,
      conversationId,
      evaluationId,
    };
  });
  after(() => stage?.[Symbol.asyncDispose]());

  for (const look of [desktop, phone]) {
    for (const who of ['learner', 'instructor', 'admin', null] as const) {
      it(`as ${who ?? 'nobody'}, ${look.width} wide, ${look.scheme}`, async () => visitAll(who, look));
    }
  }

  it('is complete: every address of the app is visited', () => {
    const visited = pagesToVisit.map(({ route }) => route);
    const missing = routes().filter((route) => !visited.includes(route));
    assert.deepEqual(missing, [], 'add them to pages.fixture.ts');
  });

  /** Somebody completes the course; gives the code of their certificate. */
  async function completeAs(who: Who, courseId: string): Promise<string> {
    await using window = await stage.signedIn(who);
    await window.api(`/courses/${courseId}/enroll`, {});
    const { lessonIds } = await window.api<{ lessonIds: string[] }>(`/courses/${courseId}/published`);
    for (const lessonId of lessonIds) await window.api(`/lessons/${lessonId}/complete`, {});
    const { items } = await window.api<{ items: { code: string }[] }>('/certificates');
    return items[0]?.code ?? assert.fail('the course gave no certificate');
  }

  async function visitAll(who: Who | null, look: Look): Promise<void> {
    await using window = who ? await stage.signedIn(who, look) : await stage.window(look);
    const faults: string[] = [];
    for (const { route, as, path, refused } of pagesToVisit) {
      if (as !== who) continue;
      await window.go(path(example));
      await window.picture(`${who ?? 'open'} ${route}`);
      faults.push(...(await faultsOf(window, look, refused)).map((fault) => `${route}: ${fault}`));
    }
    assert.deepEqual(faults, []);
  }
});

async function faultsOf(window: Window, look: Look, refused = false): Promise<string[]> {
  const overflow = await window.overflow();
  const barriers = await window.barriers();
  const wider = look === desktop ? await window.overflowAt(veryWide) : 0;
  return [
    ...window
      .complaints()
      .filter((complaint) => !refused || !complaint.startsWith('Failed to load resource'))
      .map((complaint) => `the console says: ${complaint}`),
    ...(overflow > 0 ? [`it is ${overflow} px too wide`] : []),
    ...(wider > 0 ? [`it is ${wider} px too wide for ${veryWide.width} px`] : []),
    ...barriers.map(({ id, help, where }) => `${id}: ${help} (${where.join(' | ')})`),
  ];
}

/** What the features declare, read from their text: a page that is added must be visited. */
function routes(): string[] {
  return globSync('*/routes.ts', { cwd: features }).flatMap((file) =>
    [...readFileSync(join(features, file), 'utf8').matchAll(/\bpath: '([^']+)'/g)].map(
      ([, path]) => `${dirname(file)} ${path}`,
    ),
  );
}
