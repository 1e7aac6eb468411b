import type { courses } from '@kernos/services/learning/courses/contract';
import type { ReplyTo } from '../../../app/api.ts';

export type Imported = ReplyTo<typeof courses.calls.import>;
export type Skipped = Imported['report']['skipped'][number];
