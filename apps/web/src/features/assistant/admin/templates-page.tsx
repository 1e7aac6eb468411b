import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TextLink } from '../../../components/link.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { RowsSkeleton } from '../../../components/skeletons.tsx';
import { DataTable } from '../../../patterns/data-table.tsx';
import { useAssistantWords } from '../assistant-words.ts';
import { kinds, levels } from '../kinds.ts';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import { answering, type Template, templatesQuery } from './template-data.ts';

/** Every kind of question, and what answers it. */
export function TemplatesPage() {
  const words = useAdminWords().instructions;
  const templates = useQuery(templatesQuery);
  return (
    <>
      <Text maw="68ch" mb="lg">
        {words.lead}
      </Text>
      <Loaded query={templates} waiting={<RowsSkeleton rows={6} height={44} />}>
        {({ items }) => <Kinds all={items} />}
      </Loaded>
    </>
  );
}

function Kinds({ all }: { all: readonly Template[] }) {
  const words = useAdminWords();
  const { kinds: names } = useAssistantWords();
  const own = (kind: Template['kind']) =>
    levels
      .filter((level) => answering(all, kind, level)?.level === level)
      .map((level) => words.instructions.levels[level])
      .join(', ');
  return (
    <DataTable
      label={words.tabs.instructions}
      items={kinds}
      idOf={(kind) => kind}
      columns={[
        {
          name: words.instructions.kind,
          cell: (kind) => (
            <TextLink to="/assistant/instructions/$kind" params={{ kind }} className={styles.kind ?? ''}>
              {names[kind]}
            </TextLink>
          ),
        },
        {
          name: words.instructions.answers,
          cell: (kind) => (
            <span className={styles.nowrap}>
              {words.instructions.version(answering(all, kind, null)?.version ?? 0)}
            </span>
          ),
        },
        {
          name: words.instructions.own,
          cell: (kind) => own(kind) || <span className={styles.soft}>{words.instructions.noneOwn}</span>,
        },
        {
          name: words.instructions.text,
          wideOnly: true,
          cell: (kind) => <span className={styles.beginning}>{answering(all, kind, null)?.text}</span>,
        },
      ]}
    />
  );
}
