import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { ButtonLink } from '../../../components/link.tsx';
import { DataTable } from '../../../patterns/data-table.tsx';
import { useStudioWords } from '../studio-words.ts';
import type { Imported } from './data.ts';

/** What became of the files: how much was kept, and by name whatever was not. */
export function ImportedReport({
  imported: { course, report },
  again,
}: {
  imported: Imported;
  again: () => void;
}) {
  const words = useStudioWords().import;
  const { modules, lessons, files, skipped } = report;
  return (
    <Stack gap="lg">
      <Text>{words.doneText(modules, lessons, files)}</Text>
      <Group>
        <ButtonLink to="/studio/$courseId" params={{ courseId: course.id }}>
          {words.toCourse}
        </ButtonLink>
        <Button variant="default" onClick={again}>
          {words.again}
        </Button>
      </Group>
      <section>
        <Title order={2}>{skipped.length === 0 ? words.nothingSkipped : words.skipped(skipped.length)}</Title>
        {skipped.length > 0 && (
          <DataTable
            label={words.skipped(skipped.length)}
            items={skipped}
            idOf={({ path, reason }) => `${path} ${reason}`}
            columns={[
              { name: words.path, cell: ({ path }) => path },
              { name: words.reason, cell: (skipped) => words.because(skipped) },
            ]}
          />
        )}
      </section>
    </Stack>
  );
}
