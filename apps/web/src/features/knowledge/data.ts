import type { knowledge } from '@kernos/services/platform/knowledge/contract';
import type { ReplyTo } from '../../app/api.ts';

export type StoredDocument = ReplyTo<typeof knowledge.calls.document>;
export type Notice = StoredDocument['notices'][number];
export type Failure = NonNullable<StoredDocument['error']>;
