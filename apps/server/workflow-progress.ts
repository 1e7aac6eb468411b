/** Follows a workflow on a terminal: one line a step, as it ends. */
import type { Client } from '@kernos/kernel/client';
import type { operations } from '@kernos/services/platform/operations/contract';

type Api = Client<typeof operations>;

/** Returns the last status, when the workflow has ended. */
export async function followWorkflow(api: Api, workflowId: string): ReturnType<Api['workflowStatus']> {
  const told = new Set<string>();
  for await (const { data } of await api.workflowEvents({ workflowId })) {
    for (const { name, title, status } of data.steps) {
      if (status !== 'done' || told.has(name)) continue;
      told.add(name);
      console.error(`  ✓ ${title}`);
    }
  }
  return api.workflowStatus({ workflowId });
}
