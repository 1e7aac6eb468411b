import type { StartEngine } from '../ports/workflow-engine.ts';

/** The engine behind `WorkflowEngine`, loaded where workflows run. */
export const startWorkflowEngine: StartEngine = async (options) => {
  const { startPollingWorkflows } = await import('./polling-workflows.ts');
  return startPollingWorkflows(options);
};
