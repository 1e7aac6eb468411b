/** Follows a workflow on a terminal: one line a step, as it ends. */
import type { Client } from '@kernos/kernel/client';
import type { operations } from '@kernos/kernel/operations/contract';
import type { WorkflowStatus } from '@kernos/kernel/operations/contract-workflows';
import type { Static } from 'typebox';

/** Returns the last status, when the workflow has ended. */
export async function followWorkflow(
  api: Client<typeof operations>,
  workflowId: string,
): Promise<Static<typeof WorkflowStatus>> {
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
