/** Ctrl/Cmd-K: finds pages, courses, lessons, people and commands. */
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { useQueries } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { LogOut, Palette as PaletteIcon, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useLanguage } from '../language/words.ts';
import type { Finder } from './finder.ts';
import { usePlaces } from './places.ts';
import { holds, signOut, useMe } from './session.ts';
import { useShellWords } from './shell-words.ts';

export function Palette() {
  const words = useShellWords();
  const [text, setText] = useState('');
  // It is here because somebody asked for it.
  useEffect(() => spotlight.open(), []);
  const pages = usePages();
  const commands = useCommands();
  const [q] = useDebouncedValue(text.trim(), 150);
  const found = useFound(q);
  const matching = (actions: SpotlightActionData[]) =>
    actions.filter(({ label }) => label?.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase()));
  return (
    <Spotlight
      query={text}
      onQueryChange={setText}
      shortcut={null}
      actions={[
        { group: words.commands.pages, actions: matching(pages) },
        ...found,
        { group: words.commands.commands, actions: matching(commands) },
      ].filter(({ actions }) => actions.length > 0)}
      // What was found on the server matches already, by more than its title.
      filter={(_text, actions) => actions}
      nothingFound={words.nothingFound}
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <Search size={18} />,
        placeholder: words.findPlaceholder,
        'aria-label': words.find,
      }}
    />
  );
}

function usePages(): SpotlightActionData[] {
  const language = useLanguage();
  const navigate = useNavigate();
  return usePlaces().map(({ to, name, icon: Icon }) => ({
    id: to,
    label: name[language],
    leftSection: <Icon size={18} strokeWidth={1.6} />,
    onClick: () => void navigate({ to }),
  }));
}

function useCommands(): SpotlightActionData[] {
  const words = useShellWords().commands;
  const { toggleColorScheme } = useMantineColorScheme();
  return [
    { id: 'colors', label: words.colors, leftSection: <PaletteIcon size={18} />, onClick: toggleColorScheme },
    {
      id: 'sign-out',
      label: words.signOut,
      leftSection: <LogOut size={18} />,
      onClick: () => void signOut(),
    },
  ];
}

/** From this many letters on the server is asked. */
const isAsked = (q: string): boolean => q.length > 1;

const finders = Object.values(
  import.meta.glob<readonly Finder[]>('../features/*/finders.ts', { eager: true, import: 'finders' }),
)
  .flat()
  .sort((a, b) => a.order - b.order);

/** What the features find, each under its title. */
function useFound(q: string): { group: string; actions: SpotlightActionData[] }[] {
  const navigate = useNavigate();
  const language = useLanguage();
  const me = useMe();
  const mine = finders.filter(({ roles }) => roles === undefined || holds(me, ...roles));
  const answers = useQueries({
    queries: mine.map(({ title, find }) => ({
      queryKey: ['palette', title.en, q],
      queryFn: ({ signal }: { signal: AbortSignal }) => find(q, signal),
      enabled: isAsked(q),
    })),
  });
  return mine.map(({ title }, at) => ({
    group: title[language],
    actions: (answers[at]?.data ?? []).map(({ id, title: label, detail: description, icon: Icon, link }) => ({
      ...{ id, label, description },
      leftSection: <Icon size={18} strokeWidth={1.6} />,
      onClick: () => void navigate(link),
    })),
  }));
}
