/** Analytics, wired. */
import { service } from '@kernos/kernel/service';
import { analytics } from './contract.ts';
import { course, lessons } from './course-reports.ts';
import { notifications } from './deliveries.ts';
import { exported } from './export.ts';
import { funnel, timeToComplete } from './funnel.ts';
import { listening } from './ingest.ts';
import { metricNames, metrics, record, recording } from './metrics.ts';
import { organization } from './organization-report.ts';
import { rebuild, rebuildingActivities } from './rebuild.ts';
import { retention } from './retention.ts';
import {
  activeLearners,
  completions,
  enrollments,
  lessonCompletions,
  series,
  seriesNames,
} from './series.ts';

export const analyticsService = service(analytics, {
  calls: [
    ...[enrollments, completions, lessonCompletions, activeLearners, series, seriesNames],
    ...[funnel, timeToComplete, retention, lessons, course],
    ...[organization, notifications, metrics, metricNames],
    ...[exported, rebuild, record],
  ],
  onEvery: listening,
  tasks: [recording],
  workflows: [rebuildingActivities],
  migrations: new URL('./migrations/', import.meta.url),
  // Three years, and the running month.
  partitions: [{ table: 'analytics.facts', keepMonths: 36 }],
});
