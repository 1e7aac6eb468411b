import { type FeaturePages, firstOf, page } from '../../../test/page.fixture.ts';

const QUESTION = 'How do I take a seat in a course?';

export const visits: FeaturePages = {
  wing: 'platform',
  pages: [
    page('learner', '/ask'),
    page('learner', '/ask/$conversationId'),
    page('learner', '/ask/why/$answerId'),
    page('admin', '/assistant'),
    page('admin', '/assistant', '?month=2026-01'),
    page('admin', '/assistant/instructions'),
    page('admin', '/assistant/instructions/$kind', { params: { kind: 'explain' } }),
    page('admin', '/assistant/instructions/$kind', { params: { kind: 'find' }, more: '?level=advanced' }),
    page('admin', '/assistant/comparisons'),
    page('admin', '/assistant/comparisons/$evaluationId'),
    page('admin', '/assistant/feedback'),
  ],
  example: async ({ learner, admin }) => {
    const answer = await learner.api<{ id: string; conversationId: string }>('/ai/ask', {
      question: QUESTION,
    });
    const a = await firstOf(admin, '/ai/templates?kind=explain');
    const own = { kind: 'explain', level: null, text: 'Explain it to a {{level}} learner.' };
    const { id: b } = await admin.api<{ id: string }>('/ai/templates', own);
    const compared = { a, b, questions: [{ question: QUESTION }] };
    const { id: evaluationId } = await admin.api<{ id: string }>('/ai/evaluations', compared);
    return { answerId: answer.id, conversationId: answer.conversationId, evaluationId };
  },
};
