import { SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { MissingPage } from '../../../app/missing-page.tsx';
import { LeaveGuard } from '../../../components/leave-guard.tsx';
import { TextLink } from '../../../components/link.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { Page } from '../../../components/page.tsx';
import { useAssistantWords } from '../assistant-words.ts';
import { kinds, levels } from '../kinds.ts';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import { SideBySide } from './side-by-side.tsx';
import { answering, type Level, type Template, templatesQuery, versionsOf } from './template-data.ts';
import { TemplateEditor } from './template-editor.tsx';
import { VersionList } from './version-list.tsx';

const route = getRouteApi('/in/assistant/instructions/$kind');

/** The instructions for one kind of question: their versions, for everybody or for one level. What is typed stays while one looks at another. */
export function TemplatePage() {
  const words = useAdminWords();
  const { kinds: names } = useAssistantWords();
  const params = route.useParams();
  const kind = kinds.find((one) => one === params.kind);
  const { level = null } = route.useSearch();
  const templates = useQuery(templatesQuery);
  if (!kind) return <MissingPage />;
  return (
    <Page
      title={names[kind]}
      lead={words.instructions.lead}
      above={<TextLink to="/assistant/instructions">{words.tabs.instructions}</TextLink>}
      width="wide"
    >
      <Loaded query={templates}>
        {({ items }) => (
          <>
            <LevelChoice level={level} />
            <Versions all={items} kind={kind} level={level} />
          </>
        )}
      </Loaded>
    </Page>
  );
}

function LevelChoice({ level }: { level: Level | null }) {
  const words = useAdminWords().instructions;
  const navigate = useNavigate({ from: '/assistant/instructions/$kind' });
  return (
    <SegmentedControl
      className={styles.levels}
      withItemsBorders={false}
      aria-label={words.levelLabel}
      data={[
        { value: 'any', label: words.anyLevel },
        ...levels.map((value) => ({ value, label: words.levels[value] })),
      ]}
      value={level ?? 'any'}
      onChange={(chosen) => {
        const one = levels.find((value) => value === chosen);
        void navigate({ search: one ? { level: one } : {}, replace: true });
      }}
    />
  );
}

function Versions({
  all,
  kind,
  level,
}: {
  all: readonly Template[];
  kind: Template['kind'];
  level: Level | null;
}) {
  const words = useAdminWords();
  const search = route.useSearch();
  const [drafts, setDrafts] = useState<Readonly<Record<string, string>>>({});
  const versions = versionsOf(all, kind, level);
  const current = answering(all, kind, level);
  const shown =
    versions.find(({ version }) => version === search.version) ??
    versions.find(({ active }) => active) ??
    versions[0] ??
    current;
  if (!shown || !current) return null;
  const place = `${kind} ${level} ${shown.id}`;
  const draft = drafts[place] ?? shown.text;
  const changed = draft !== shown.text;
  const keep = (text: string | undefined) =>
    setDrafts(({ [place]: _, ...rest }) => (text === undefined ? rest : { ...rest, [place]: text }));
  return (
    <>
      <LeaveGuard unsaved={Object.keys(drafts).length > 0} />
      <div className={styles.versions}>
        <VersionList versions={versions} shown={shown} />
        <TemplateEditor
          key={place}
          {...{ all, kind, level, shown, draft, keep }}
          next={1 + Math.max(0, ...versions.map(({ version }) => version))}
        />
      </div>
      <SideBySide
        key={`${kind} ${level}`}
        kind={kind}
        level={level}
        text={words.sides.textOfDraft}
        a={{ name: words.instructions.version(current.version), side: { templateId: current.id } }}
        b={
          changed || shown.id === current.id
            ? { name: words.sides.draft, side: { text: draft } }
            : { name: words.instructions.version(shown.version), side: { templateId: shown.id } }
        }
      />
    </>
  );
}
