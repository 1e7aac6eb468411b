import type { assistant } from '@kernos/services/platform/assistant/contract';
import type { ReplyTo } from '../../../app/api.ts';

export type Why = ReplyTo<typeof assistant.calls.why>;
