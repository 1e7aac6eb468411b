/** What the pages of the assistant ask for. */
import { assistant } from '@kernos/services/platform/assistant/contract';
import { queryOptions } from '@tanstack/react-query';
import { ask, query, queryClient, type ReplyTo } from '../../../app/api.ts';

export type Answer = ReplyTo<typeof assistant.calls.answer>;
export type CheckedSentence = Answer['sentences'][number];
export type CitedPassage = Answer['passages'][number];
export type Kind = Answer['kind'];
export type Conversation = ReplyTo<typeof assistant.calls.conversation>;

export const statusQuery = query(assistant.calls.status, {});

export const conversationQuery = (conversationId: string) =>
  query(assistant.calls.conversation, { conversationId });

/** Every question and answer of a conversation, in order: tens, not thousands. */
export const answersQuery = (conversationId: string) =>
  queryOptions({
    queryKey: [assistant.calls.answers.id, conversationId] as const,
    queryFn: async ({ signal }) => {
      const all: Answer[] = [];
      let cursor: string | undefined;
      do {
        const page = await ask(
          assistant.calls.answers,
          { conversationId, limit: 100, ...(cursor && { cursor }) },
          { signal },
        );
        all.push(...page.items);
        cursor = page.nextCursor ?? undefined;
      } while (cursor !== undefined);
      return all;
    },
  });

/** Puts an answer where the conversation keeps it: at its end, or in the place of what it was before. */
export function keepAnswer(answer: Answer): void {
  if (!answer.conversationId) return;
  queryClient.setQueryData(answersQuery(answer.conversationId).queryKey, (known) =>
    known?.some(({ id }) => id === answer.id)
      ? known.map((one) => (one.id === answer.id ? answer : one))
      : [...(known ?? []), answer],
  );
}
