import { notifications } from '@kernos/services/platform/notifications/contract';
import { Group, SegmentedControl, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { query, type ReplyTo } from '../../app/api.ts';
import { MissingPage } from '../../app/missing-page.tsx';
import { LeaveGuard } from '../../components/leave-guard.tsx';
import { TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Page } from '../../components/page.tsx';
import { PageSkeleton } from '../../components/skeletons.tsx';
import { currentLanguage, languages } from '../../language/words.ts';
import { useKindNames } from './kind-names.ts';
import { channels, locales } from './message-search.ts';
import { useMessageWords } from './message-words.ts';
import { type Draft, TemplateEditor } from './template-editor.tsx';

const route = getRouteApi('/in/messages/templates/$kind');

/** The words of one kind, by channel and language. What is typed stays while one looks at another. */
export function TemplatePage() {
  const templates = useQuery(query(notifications.calls.templates, {}));
  return (
    <Loaded query={templates} waiting={<PageSkeleton />}>
      {({ items }) => <Kind items={items} />}
    </Loaded>
  );
}

function Kind({ items }: { items: ReplyTo<typeof notifications.calls.templates>['items'] }) {
  const all = useMessageWords();
  const words = all.templates;
  const { kind } = route.useParams();
  const search = route.useSearch();
  const language = search.language ?? currentLanguage();
  const navigate = useNavigate({ from: '/messages/templates/$kind' });
  const kindName = useKindNames();
  const [drafts, setDrafts] = useState<Readonly<Record<string, Draft>>>({});
  const own = items.filter((template) => template.kind === kind);
  const offered = channels.filter((channel) => own.some((template) => template.channel === channel));
  const channel =
    offered.find((one) => one === search.channel) ?? (offered.includes('email') ? 'email' : offered[0]);
  const template = own.find((one) => one.channel === channel && one.locale === language);
  const place = `${kind} ${channel} ${language}`;
  if (own.length === 0) return <MissingPage />;
  return (
    <Page
      title={kindName(kind)}
      above={<TextLink to="/messages/templates">{all.tabs.templates}</TextLink>}
      lead={words.editLead}
      width="wide"
    >
      <LeaveGuard unsaved={Object.keys(drafts).length > 0} />
      <Group mb="lg">
        <SegmentedControl
          aria-label={words.channels}
          data={offered.map((value) => ({ value, label: all.channels[value] }))}
          value={channel ?? ''}
          onChange={(chosen) => {
            const one = offered.find((value) => value === chosen);
            if (one) void navigate({ search: { ...search, channel: one }, replace: true });
          }}
        />
        <SegmentedControl
          aria-label={words.language}
          data={locales.map((value) => ({ value, label: languages[value] }))}
          value={language}
          onChange={(chosen) => {
            const one = locales.find((value) => value === chosen);
            if (one) void navigate({ search: { ...search, language: one }, replace: true });
          }}
        />
      </Group>
      {template ? (
        <TemplateEditor
          key={place}
          template={template}
          draft={drafts[place]}
          onDraft={(draft) =>
            setDrafts((before) => {
              const { [place]: _, ...rest } = before;
              return draft ? { ...rest, [place]: draft } : rest;
            })
          }
        />
      ) : (
        <Text>{words.noWords}</Text>
      )}
    </Page>
  );
}
