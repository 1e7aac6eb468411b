import { courses } from '@kernos/services/learning/courses/contract';
import { Title } from '@mantine/core';
import { pages } from '../../../app/api.ts';
import { When } from '../../../components/when.tsx';
import { List } from '../../../patterns/list-page.tsx';
import { useStudioWords } from '../studio-words.ts';

/** What learners have read, newest first. */
export function Versions({ courseId, current }: { courseId: string; current: number | null }) {
  const words = useStudioWords().settings;
  return (
    <section>
      <Title order={2} size="h3" mb="sm">
        {words.versions}
      </Title>
      <List
        label={words.versions}
        pages={pages(courses.calls.versions, { courseId }, ['course.published'])}
        idOf={({ version }) => String(version)}
        empty={words.noVersions}
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
    </section>
  );
}
