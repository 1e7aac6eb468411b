import { operations } from '@kernos/services/platform/operations/contract';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ask, query, type ReplyTo } from '../../../app/api.ts';

export type WorkflowState = ReplyTo<typeof operations.calls.workflowStatus>;

const AGAIN_MS = 1_000;

/** A workflow as it goes: the stream says each step; where it breaks, the state is asked for until it is back. */
export function useWorkflow(workflowId: string) {
  const client = useQueryClient();
  const options = query(operations.calls.workflowStatus, { workflowId });
  const state = useQuery({
    ...options,
    refetchInterval: ({ state: { data } }) => (data && data.status !== 'running' ? false : AGAIN_MS * 3),
  });
  const { queryKey } = options;
  const key = JSON.stringify(queryKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key's text stands for the key
  useEffect(() => {
    const leaving = new AbortController();
    const follow = async (): Promise<void> => {
      const events = await ask(operations.calls.workflowEvents, { workflowId }, { signal: leaving.signal });
      for await (const { data } of events) client.setQueryData(queryKey, data);
    };
    // The question above goes on without it.
    follow().catch(() => undefined);
    return () => leaving.abort();
  }, [workflowId, key, client]);
  return state;
}
