/** How things stand right now, whatever stretch is looked at. */

import { analytics } from '@kernos/services/platform/analytics/contract';
import { useQuery } from '@tanstack/react-query';
import { query } from '../../app/api.ts';
import { Soft } from '../../components/soft.tsx';
import { spanOfDays } from '../../language/format.ts';
import { useAnalyticsWords } from './analytics-words.ts';
import { EVERY_MS, touching } from './live-reports.ts';

export function Now({ course, admin }: { course: string | undefined; admin: boolean }) {
  if (course) return <OfCourse courseId={course} />;
  return admin ? <OfOrganization /> : null;
}

function OfOrganization() {
  const words = useAnalyticsWords().now;
  const { data } = useQuery({
    ...query(analytics.calls.organization, {}, touching),
    refetchInterval: EVERY_MS,
  });
  if (!data) return null;
  return (
    <Soft maw="72ch">
      {words.organization(data.learners, data.courses, data.activeToday, data.active30Days)}
      {data.notificationsFailed.count > 0 && ` ${words.failed(data.notificationsFailed.count)}`}
    </Soft>
  );
}

function OfCourse({ courseId }: { courseId: string }) {
  const words = useAnalyticsWords().now;
  const { data } = useQuery(query(analytics.calls.course, { courseId }, touching));
  if (!data) return null;
  const { enrolled, waiting, active7Days, medianDaysToComplete } = data;
  return (
    <Soft maw="72ch">
      {words.course(enrolled, waiting, active7Days)}
      {medianDaysToComplete !== null && ` ${words.median(spanOfDays(medianDaysToComplete))}`}
    </Soft>
  );
}
