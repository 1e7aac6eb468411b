import type { assistant } from '@kernos/services/platform/assistant/contract';
import type { ReplyTo } from '../../../app/api.ts';

export type Key = ReplyTo<typeof assistant.calls.keys>['items'][number];
