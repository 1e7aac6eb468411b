import { courses } from '@kernos/services/learning/courses/contract';
import { Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { pages } from '../../../app/api.ts';
import { DataTable } from '../../../components/data-table.tsx';
import { Endless } from '../../../components/endless.tsx';
import { Failure } from '../../../components/failure.tsx';
import { RowsSkeleton } from '../../../components/skeletons.tsx';
import { When } from '../../../components/when.tsx';
import { useStudioWords } from '../studio-words.ts';

/** What learners have read, newest first. */
export function Versions({ courseId, current }: { courseId: string; current: number | null }) {
  const all = useStudioWords();
  const words = all.settings;
  const list = useInfiniteQuery(pages(courses.calls.versions, { courseId }, ['course.published']));
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {words.versions}
      </Title>
      {list.error && <Failure error={list.error} retry={() => void list.refetch()} />}
      {list.isPending && <RowsSkeleton rows={3} height={36} />}
      {list.data && items.length === 0 && <Text c="dimmed">{words.noVersions}</Text>}
      {items.length > 0 && (
        <DataTable
          label={words.versions}
          items={items}
          idOf={({ version }) => String(version)}
          columns={[
            {
              name: words.version,
              cell: ({ version }) => (version === current ? words.currentVersion(version) : version),
            },
            { name: words.title, cell: ({ title }) => title },
            { name: words.publishedAt, cell: ({ publishedAt }) => <When at={publishedAt} /> },
            { name: words.lessons, number: true, cell: ({ lessonIds }) => lessonIds.length },
          ]}
        />
      )}
      <Endless list={list} />
    </section>
  );
}
