import { courses } from '@kernos/services/learning/courses/contract';
import { Text, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { pages } from '../../../app/api.ts';
import { Listing } from '../../../components/listing.tsx';
import { When } from '../../../components/when.tsx';
import { DataTable } from '../../../patterns/data-table.tsx';
import { useStudioWords } from '../studio-words.ts';

/** What learners have read, newest first. */
export function Versions({ courseId, current }: { courseId: string; current: number | null }) {
  const all = useStudioWords();
  const words = all.settings;
  const list = useInfiniteQuery(pages(courses.calls.versions, { courseId }, ['course.published']));
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {words.versions}
      </Title>
      <Listing list={list} rows={3} rowHeight={36} empty={<Text c="dimmed">{words.noVersions}</Text>}>
        {(items) => (
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
      </Listing>
    </section>
  );
}
