import type { operations } from '@kernos/services/platform/operations/contract';
import type { ReplyTo } from '../../app/api.ts';

export type Trace = ReplyTo<typeof operations.calls.trace>;
export type TraceNode = Trace['nodes'][number];
