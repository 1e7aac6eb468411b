/** The thread that fills the words of organizations: their loops may not hold, or end, the system. */
import { doJobs } from '@kernos/kernel/job-thread';
import type { Text } from './kinds.ts';
import { fillText, type Problem, problemsIn, type Values } from './liquid.ts';

export type Request =
  | { readonly check: Text; readonly sample: Values; readonly known: readonly string[] }
  | { readonly fill: Text; readonly values: Values };

doJobs((request: Request): Text | Problem[] =>
  'check' in request
    ? problemsIn(request.check, request.sample, request.known)
    : fillText(request.fill, request.values),
);
