/** Ctrl/Cmd-K: finds pages, courses, lessons, people and commands. */
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight';
import '@mantine/spotlight/styles.css';
import { courses } from '@kernos/services/learning/courses/contract';
import { identity } from '@kernos/services/platform/identity/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { BookOpen, FileText, LogOut, Palette as PaletteIcon, Search, UserRound } from 'lucide-react';
import { useEffect, useState } from 'react';
import { listQuery } from './api.ts';
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
  const found = useCourses(q);
  const lessons = useLessons(q);
  const people = usePeople(q);
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
        { group: words.commands.lessons, actions: lessons },
        { group: words.places.people, actions: people },
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
  return usePlaces().map(({ to, name, icon: Icon }) => ({
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

/** From this many letters on the server is asked. */
const isAsked = (q: string): boolean => q.length > 1;

function useCourses(q: string): SpotlightActionData[] {
  const navigate = useNavigate();
  const { data } = useQuery({ ...listQuery(courses.calls.list, { q, limit: 5 }), enabled: isAsked(q) });
  if (!isAsked(q) || !data) return [];
  return data.items.map(({ id, title, summary }) => ({
    id,
    label: title,
    description: summary,
    leftSection: <BookOpen size={18} strokeWidth={1.6} />,
    onClick: () => void navigate({ to: '/courses/$courseId', params: { courseId: id } }),
  }));
}

/** Lessons by their titles and texts, with the place that fits best. */
function useLessons(q: string): SpotlightActionData[] {
  const navigate = useNavigate();
  const { data } = useQuery({
    ...listQuery(courses.calls.searchLessons, { q, limit: 6 }),
    enabled: isAsked(q),
  });
  if (!isAsked(q) || !data) return [];
  return data.items.map(({ id, courseId, title, courseTitle, snippet }) => ({
    id,
    label: title,
    description: `${courseTitle} · ${snippet.map(({ text }) => text).join('')}`,
    leftSection: <FileText size={18} strokeWidth={1.6} />,
    onClick: () =>
      void navigate({
        to: '/courses/$courseId/lessons/$lessonId',
        params: { courseId, lessonId: id },
      }),
  }));
}

/** People, for those who look after them. */
function usePeople(q: string): SpotlightActionData[] {
  const navigate = useNavigate();
  const asked = holds(useMe(), 'admin') && isAsked(q);
  const { data } = useQuery({ ...listQuery(identity.calls.members, { q, limit: 5 }), enabled: asked });
  if (!asked || !data) return [];
  return data.items.map(({ userId, name, email }) => ({
    id: userId,
    label: name,
    description: email,
    leftSection: <UserRound size={18} strokeWidth={1.6} />,
    onClick: () => void navigate({ to: '/people', search: { q: email } }),
  }));
}
