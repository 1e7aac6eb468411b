import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Loaded } from '../../../components/loaded.tsx';
import { RowsSkeleton } from '../../../components/skeletons.tsx';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import { EvaluateForm } from './evaluate-form.tsx';
import { EvaluationList } from './evaluation-list.tsx';
import { SideBySide } from './side-by-side.tsx';
import { answering, type Template, templatesQuery, useVersionNames } from './template-data.ts';
import { VersionChoice } from './version-choice.tsx';

const route = getRouteApi('/in/assistant/comparisons');

/** Two versions beside each other: on one question to read, or on many to measure. */
export function ComparisonsPage() {
  const words = useAdminWords().comparisons;
  const templates = useQuery(templatesQuery);
  return (
    <div className={styles.sections}>
      <section>
        <Text maw="68ch" mb="lg">
          {words.lead}
        </Text>
        <Loaded query={templates} waiting={<RowsSkeleton rows={2} height={60} />}>
          {({ items }) => <Pair all={items} />}
        </Loaded>
      </section>
      <EvaluationList all={templates.data?.items} />
    </div>
  );
}

/** The two that the address names; where it names none, the one that answers and the newest other one. */
function pairOf(all: readonly Template[], search: { kind?: Template['kind']; a?: string; b?: string }) {
  const byId = (id: string | undefined) => all.find((template) => template.id === id);
  const kind = byId(search.a)?.kind ?? byId(search.b)?.kind ?? search.kind ?? 'explain';
  const ofKind = all.filter((template) => template.kind === kind);
  const a = byId(search.a) ?? answering(all, kind, null);
  const named = byId(search.b);
  const b = named?.kind === kind ? named : ofKind.find((template) => template.id !== a?.id);
  return { kind, ofKind, a, b };
}

function Pair({ all }: { all: readonly Template[] }) {
  const words = useAdminWords();
  const { nameOf } = useVersionNames();
  const { kind, ofKind, a, b } = pairOf(all, route.useSearch());
  return (
    <>
      <VersionChoice kind={kind} ofKind={ofKind} a={a} b={b} />
      {a && b && a.id === b.id && <Text role="alert">{words.comparisons.same}</Text>}
      {a && b && a.id !== b.id && (
        <div className={styles.sections}>
          <SideBySide
            key={`${a.id} ${b.id}`}
            kind={kind}
            level={a.level ?? b.level}
            text=""
            a={{ name: nameOf(a), side: { templateId: a.id } }}
            b={{ name: nameOf(b), side: { templateId: b.id } }}
          />
          <EvaluateForm kind={kind} a={a} b={b} />
        </div>
      )}
    </>
  );
}
