import { notifications } from '@kernos/services/platform/notifications/contract';
import { SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { query, type ReplyTo } from '../../app/api.ts';
import { TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { currentLanguage, languages } from '../../language/words.ts';
import { DataTable } from '../../patterns/data-table.tsx';
import { useKindNames } from './kind-names.ts';
import { locales } from './message-search.ts';
import { useMessageWords } from './message-words.ts';
import styles from './messages.module.css';

const route = getRouteApi('/in/messages/templates');
export type Template = ReplyTo<typeof notifications.calls.templates>['items'][number];

interface Kind {
  readonly kind: string;
  readonly templates: readonly Template[];
}

/** Kinds by the wing that they tell of: the first part of their names. */
function grouped(items: readonly Template[]): [group: string, kinds: Kind[]][] {
  const groups = new Map<string, Map<string, Template[]>>();
  for (const template of items) {
    const group = template.kind.split('.')[0] ?? '';
    const kinds = groups.get(group) ?? new Map<string, Template[]>();
    groups.set(group, kinds);
    kinds.set(template.kind, [...(kinds.get(template.kind) ?? []), template]);
  }
  return [...groups].map(([group, kinds]) => [
    group,
    [...kinds].map(([kind, templates]) => ({ kind, templates })),
  ]);
}

export function TemplatesPage() {
  const all = useMessageWords();
  const words = all.templates;
  const language = route.useSearch().language ?? currentLanguage();
  const navigate = useNavigate({ from: '/messages/templates' });
  const templates = useQuery(query(notifications.calls.templates, { locale: language }));
  return (
    <Stack gap="lg">
      <Text maw="68ch">{words.lead}</Text>
      <SegmentedControl
        aria-label={words.language}
        data={locales.map((locale) => ({ value: locale, label: languages[locale] }))}
        value={language}
        onChange={(chosen) => {
          const locale = locales.find((one) => one === chosen);
          void navigate({ search: locale ? { language: locale } : {}, replace: true });
        }}
        style={{ alignSelf: 'start' }}
      />
      <Loaded query={templates} waiting={<RowsSkeleton rows={10} height={38} />}>
        {({ items }) =>
          grouped(items).map(([group, kinds]) => (
            <Kinds key={group} title={words.groups[group] ?? group} kinds={kinds} language={language} />
          ))
        }
      </Loaded>
    </Stack>
  );
}

function Kinds({ title, kinds, language }: { title: string; kinds: readonly Kind[]; language: 'en' | 'fr' }) {
  const all = useMessageWords();
  const words = all.templates;
  const kindName = useKindNames();
  return (
    <section className={styles.kinds}>
      <Title order={2} size="h3">
        {title}
      </Title>
      <DataTable
        label={title}
        items={kinds}
        idOf={({ kind }) => kind}
        columns={[
          {
            name: words.about,
            cell: ({ kind }) => (
              <TextLink to="/messages/templates/$kind" params={{ kind }} search={{ language }}>
                {kindName(kind)}
              </TextLink>
            ),
          },
          {
            name: words.subject,
            wideOnly: true,
            cell: ({ templates }) => (
              <Text span inherit c="dimmed">
                {(templates.find(({ channel }) => channel === 'email') ?? templates[0])?.subject}
              </Text>
            ),
          },
          {
            name: words.channels,
            cell: ({ templates }) => templates.map(({ channel }) => all.channels[channel]).join(', '),
          },
          {
            name: words.edited,
            cell: ({ templates }) =>
              templates.some(({ edited }) => edited) ? (
                words.ownWords
              ) : (
                <Text span inherit c="dimmed">
                  {words.shipped}
                </Text>
              ),
          },
        ]}
      />
    </section>
  );
}
