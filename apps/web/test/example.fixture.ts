/** What the pages need to have something to show: an enrollment, an answer, a certificate, a comparison. */
import assert from 'node:assert/strict';
import type { Stage } from './browser.fixture.ts';
import type { Example } from './pages.fixture.ts';

interface Some {
  items: { id: string; traceId: string; code: string }[];
}
const QUESTION = 'How do I take a seat in a course?';

export async function makeExample(stage: Stage): Promise<Example> {
  await using learner = await stage.signedIn('learner');
  await using instructor = await stage.signedIn('instructor');
  await using admin = await stage.signedIn('admin');
  const first = async (window: typeof admin, path: string) =>
    (await window.api<Some>(path)).items[0] ?? assert.fail(`${path} has nothing`);

  const { id: courseId } = await first(learner, '/courses?limit=1');
  const { lessonIds } = await learner.api<{ lessonIds: string[] }>(`/courses/${courseId}/published`);
  const [lessonId] = lessonIds;
  assert.ok(lessonId, 'the course has no lesson');
  await learner.api(`/courses/${courseId}/enroll`, {});
  const answer = await learner.api<{ id: string; conversationId: string }>('/ai/ask', { question: QUESTION });

  await instructor.api(`/courses/${courseId}/enroll`, {});
  for (const id of lessonIds) await instructor.api(`/lessons/${id}/complete`, {});

  const { id: a } = await first(admin, '/ai/templates?kind=explain');
  const own = { kind: 'explain', level: null, text: 'Explain it to a {{level}} learner.' };
  const { id: b } = await admin.api<{ id: string }>('/ai/templates', own);
  const compared = { a, b, questions: [{ question: QUESTION }] };
  return {
    courseId,
    lessonId,
    answerId: answer.id,
    conversationId: answer.conversationId,
    code: (await first(instructor, '/certificates')).code,
    traceId: (await first(admin, '/traces?q=enrollments.enroll&limit=1')).traceId,
    workflowId: (await first(admin, '/workflows?name=courses.publish&limit=1')).id,
    deliveryId: (await first(admin, '/notification-deliveries?limit=1')).id,
    evaluationId: (await admin.api<{ id: string }>('/ai/evaluations', compared)).id,
  };
}
