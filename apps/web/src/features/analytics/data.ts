import type { analytics } from '@kernos/services/platform/analytics/contract';
import type { ReplyTo } from '../../app/api.ts';

export const metrics = ['enrollments', 'activeLearners', 'lessonCompletions', 'completions'] as const;
export type MetricName = (typeof metrics)[number];

/** One of the four, as it is drawn. */
export interface Metric {
  readonly metric: MetricName;
  readonly series: ReplyTo<(typeof analytics.calls)[MetricName]>;
  /** The total of the stretch before; undefined where it is not known. */
  readonly before: number | undefined;
}
