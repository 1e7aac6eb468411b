/** Ctrl/Cmd-K: finds pages, commands and courses. */
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { courses } from '@kernos/services/learning/courses/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { BookOpen, LogOut, Palette as PaletteIcon, Search } from 'lucide-react';
import { useEffect, useState } from 'react';
import { listQuery } from './api.ts';
import { placesOf } from './rail.tsx';
import { signOut, useMe } from './session.ts';
import { useShellWords } from './shell-words.ts';

export function Palette() {
  const words = useShellWords();
  const [text, setText] = useState('');
  // It is here because somebody asked for it.
  useEffect(() => spotlight.open(), []);
  const pages = usePages();
  const commands = useCommands();
  const found = useCourses(text);
  const matching = (actions: SpotlightActionData[]) =>
    actions.filter(({ label }) => label?.toLocaleLowerCase().includes(text.trim().toLocaleLowerCase()));
  return (
    <Spotlight
      query={text}
      onQueryChange={setText}
      shortcut={null}
      actions={[
        { group: words.commands.pages, actions: matching(pages) },
        { group: words.places.catalog, actions: found },
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
  const words = useShellWords();
  const navigate = useNavigate();
  return placesOf(useMe()).map(({ to, name, icon: Icon }) => ({
    id: to,
    label: words.places[name],
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

function useCourses(text: string): SpotlightActionData[] {
  const navigate = useNavigate();
  const [q] = useDebouncedValue(text.trim(), 150);
  const { data } = useQuery({ ...listQuery(courses.calls.list, { q, limit: 6 }), enabled: q.length > 1 });
  if (q.length < 2 || !data) return [];
  return data.items.map(({ id, title, summary }) => ({
    id,
    label: title,
    description: summary,
    leftSection: <BookOpen size={18} strokeWidth={1.6} />,
    onClick: () => void navigate({ to: '/courses/$courseId', params: { courseId: id } }),
  }));
}
