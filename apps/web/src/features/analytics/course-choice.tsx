import { analytics } from '@kernos/services/platform/analytics/contract';
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { query } from '../../app/api.ts';
import { useAnalyticsWords } from './analytics-words.ts';

/** Most that one look takes; whoever has more finds the course by its own page. */
const AT_MOST = 100;

/** All courses, or one of those that somebody ever enrolled in; an instructor sees their own. */
export function CourseChoice({
  value,
  onChange,
}: {
  value: string | undefined;
  onChange: (courseId: string | undefined) => void;
}) {
  const words = useAnalyticsWords().controls;
  const { data } = useQuery(query(analytics.calls.funnel, { limit: AT_MOST }, ['enrollment.', 'course.']));
  const options = (data?.items ?? []).map(({ courseId, title }) => ({ value: courseId, label: title }));
  // One of the address that the list has not (yet) still shows as chosen.
  const known = value === undefined || options.some((option) => option.value === value);
  return (
    <Select
      aria-label={words.course}
      placeholder={words.allCourses}
      data={known ? options : [...options, { value, label: words.thisCourse }]}
      value={value ?? null}
      onChange={(chosen) => onChange(chosen ?? undefined)}
      searchable
      clearable
      nothingFoundMessage={words.noCourse}
      w={{ base: '100%', xs: 230 }}
    />
  );
}
