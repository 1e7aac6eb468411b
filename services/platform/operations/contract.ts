/** What the kernel itself offers over HTTP: what happened, how it is going, and who did what. */
import { contract } from '@kernos/kernel/contract';
import { auditCalls } from './contract-audit.ts';
import { messageCalls } from './contract-messages.ts';
import { systemCalls } from './contract-system.ts';
import { traceCalls } from './contract-traces.ts';
import { workflowCalls } from './contract-workflows.ts';

export const operations = contract('operations', {
  calls: { ...workflowCalls, ...traceCalls, ...messageCalls, ...auditCalls, ...systemCalls },
});
