import type { assistant } from '@kernos/services/platform/assistant/contract';
import type { ReplyTo } from '../../../app/api.ts';

export type Usage = ReplyTo<typeof assistant.calls.usage>;

/** What the two versions of a comparison are called. */
export interface Names {
  readonly a: string;
  readonly b: string;
}
