/** What the palette lists for a text: pages and commands by their names, and what the features find on the server. */
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { LogOut, type LucideIcon, Palette } from 'lucide-react';
import { useLanguage } from '../language/words.ts';
import type { Finder } from './finder.ts';
import { usePlaces } from './places.ts';
import { holds, signOut, useMe } from './session.ts';
import { useShellWords } from './shell-words.ts';

export interface Row {
  readonly id: string;
  readonly title: string;
  readonly detail?: string;
  readonly icon: LucideIcon;
  readonly open: () => void;
}

export interface Group {
  readonly title: string;
  readonly rows: readonly Row[];
}

interface Listed {
  /** Those with a row at least. While the answer is awaited, what was found for the text before stands among them. */
  readonly groups: readonly Group[];
  /** False: no answer that is awaited can put another row first. */
  readonly isFirstAwaited: boolean;
  readonly isAwaited: boolean;
  readonly error: Error | null;
}

export function useRows(text: string): Listed {
  const words = useShellWords().commands;
  const matching = (rows: readonly Row[]) =>
    rows.filter(({ title }) => title.toLocaleLowerCase().includes(text.toLocaleLowerCase()));
  const pages = matching(usePages());
  const commands = matching(useCommands());
  const { groups, isAwaited, error } = useFound(text);
  const all = [{ title: words.pages, rows: pages }, ...groups, { title: words.commands, rows: commands }];
  return {
    groups: all.filter(({ rows }) => rows.length > 0),
    isFirstAwaited: isAwaited && pages.length === 0,
    ...{ isAwaited, error },
  };
}

function usePages(): Row[] {
  const language = useLanguage();
  const navigate = useNavigate();
  return usePlaces().map(({ to, name, icon }) => ({
    ...{ id: to, title: name[language], icon },
    open: () => void navigate({ to }),
  }));
}

function useCommands(): Row[] {
  const words = useShellWords().commands;
  const { toggleColorScheme } = useMantineColorScheme();
  return [
    { id: 'colors', title: words.colors, icon: Palette, open: toggleColorScheme },
    { id: 'sign-out', title: words.signOut, icon: LogOut, open: () => void signOut() },
  ];
}

/** From this many letters on the server is asked. */
const isAsked = (q: string): boolean => q.length > 1;
/** After the last letter. */
const PAUSE_MS = 150;

const finders = Object.values(
  import.meta.glob<readonly Finder[]>('../features/*/finders.ts', { eager: true, import: 'finders' }),
)
  .flat()
  .sort((a, b) => a.order - b.order);

/** What the features find, each under its title. */
function useFound(text: string): Pick<Listed, 'groups' | 'isAwaited' | 'error'> {
  const navigate = useNavigate();
  const language = useLanguage();
  const me = useMe();
  const mine = finders.filter(({ roles }) => roles === undefined || holds(me, ...roles));
  const [q] = useDebouncedValue(text, PAUSE_MS);
  const { data, error, isPending, isPlaceholderData } = useQuery({
    queryKey: ['palette', q],
    queryFn: ({ signal }) => findAll(mine, q, signal),
    enabled: isAsked(q),
    placeholderData: keepPreviousData,
  });
  if (!isAsked(text)) return { groups: [], isAwaited: false, error: null };
  const groups = (data ?? []).map(({ finder, found }) => ({
    title: finder.title[language],
    rows: found.map(({ link, ...row }) => ({ ...row, open: () => void navigate(link) })),
  }));
  return { groups, isAwaited: q !== text || isPending || isPlaceholderData, error };
}

/** What one of them fails to find is missing; where every one fails, so does this. */
async function findAll(mine: readonly Finder[], q: string, signal: AbortSignal) {
  const asked = mine.map(async (finder) => ({ finder, found: await finder.find(q, signal) }));
  const answers = await Promise.allSettled(asked);
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  return found.length > 0 ? found : Promise.all(asked);
}
