/** When a schedule is due, by the engine's own reading of cron text. */
import { TimeMatcher } from '@dbos-inc/dbos-sdk/internal/scheduler/crontab';

/** The next instant, in UTC, at which a cron text of five fields is due after `after`; null where there is none. */
export function nextDue(cron: string, after: Date): Date | null {
  const matcher = new TimeMatcher(cron, 'UTC');
  const due = matcher.nextWakeupTime(after.getTime());
  return matcher.match(due.getTime()) ? due : null;
}
