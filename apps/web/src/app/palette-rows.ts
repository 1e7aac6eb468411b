/** What the palette lists for a text: places, actions, and what the features find on the server; what fits best first. */
import { useMantineColorScheme } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useParams } from '@tanstack/react-router';
import { Building2, Languages, LogOut, type LucideIcon, Monitor, Moon, Sun } from 'lucide-react';
import { sayFailure } from '../components/undo.tsx';
import { type Language, languages, useLanguage } from '../language/words.ts';
import type { Action } from './action.ts';
import type { Finder } from './finder.ts';
import { EXACT, fit } from './fit.ts';
import { usePlaces } from './places.ts';
import { chooseOwnLanguage, holds, signOut, switchOrganization, useMe } from './session.ts';
import { useShellWords } from './shell-words.ts';

export interface Row {
  readonly id: string;
  readonly title: string;
  /** Other names of it, with commas between them. */
  readonly also?: string | undefined;
  readonly detail?: string;
  /** What it is, in a word. */
  readonly kind: string;
  readonly icon: LucideIcon;
  readonly open: () => void;
}

interface Listed {
  /** The best first. While the answer is awaited, what was found for the text before stands among them. */
  readonly rows: readonly Row[];
  /** False: no answer that is awaited can put another row first. */
  readonly isFirstAwaited: boolean;
  readonly isAwaited: boolean;
  readonly error: Error | null;
}

const fitOf = ({ title, also }: Row, text: string): number =>
  Math.max(...[title, ...(also?.split(',') ?? [])].map((name) => fit(name, text)));

export function useRows(text: string): Listed {
  const own = [...usePlaceRows(), ...useFeatureActions(), ...useOwnActions()];
  const { found, isAwaited, error } = useFound(text);
  const fitting = own.map((row) => ({ row, fits: fitOf(row, text) })).filter(({ fits }) => fits > 0);
  // What was found by its text is named otherwise, and stands last.
  const all = [...fitting, ...found.map((row) => ({ row, fits: fitOf(row, text) }))];
  return {
    rows: text === '' ? own : all.toSorted((a, b) => b.fits - a.fits).map(({ row }) => row),
    isFirstAwaited: isAwaited && !fitting.some(({ fits }) => fits === EXACT),
    ...{ isAwaited, error },
  };
}

function usePlaceRows(): Row[] {
  const language = useLanguage();
  const { kinds } = useShellWords().palette;
  const navigate = useNavigate();
  return usePlaces().map(({ to, name, also, icon }) => ({
    ...{ id: to, title: name[language], also: also?.[language], icon, kind: kinds.place },
    open: () => void navigate({ to }),
  }));
}

const actions = Object.values(
  import.meta.glob<readonly Action[]>('../features/*/actions.ts', { eager: true, import: 'actions' }),
).flat();

function useFeatureActions(): Row[] {
  const language = useLanguage();
  const { kinds } = useShellWords().palette;
  const navigate = useNavigate();
  const me = useMe();
  const params: Readonly<Record<string, string>> = useParams({ strict: false });
  return actions.flatMap(({ name, also, icon, roles, link }) => {
    const to = link(params);
    if (to === undefined || (roles !== undefined && !holds(me, ...roles))) return [];
    return [
      {
        ...{ id: name.en, title: name[language], also: also?.[language], icon, kind: kinds.action },
        open: () => void navigate(to),
      },
    ];
  });
}

/** What can be done wherever one is. */
function useOwnActions(): Row[] {
  const { kinds, actions: words } = useShellWords().palette;
  const current = useLanguage();
  const me = useMe();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const themes = [
    { scheme: 'light', icon: Sun, title: words.light },
    { scheme: 'dark', icon: Moon, title: words.dark },
    { scheme: 'auto', icon: Monitor, title: words.auto },
  ] as const;
  const rows: Omit<Row, 'kind'>[] = [
    ...themes
      .filter(({ scheme }) => scheme !== colorScheme)
      .map(({ scheme, ...row }) => ({
        ...{ ...row, id: scheme, also: words.themeAlso },
        open: () => setColorScheme(scheme),
      })),
    ...(Object.keys(languages) as Language[])
      .filter((language) => language !== current)
      .map((language) => ({
        ...{ id: language, title: words.language(languages[language]), icon: Languages },
        also: `${words.languageAlso},${languages[language]}`,
        open: () => void chooseOwnLanguage(language).catch(sayFailure),
      })),
    ...me.organizations
      .filter(({ id }) => id !== me.organizationId)
      .map(({ id, name }) => ({
        ...{ id, title: words.organization(name), also: name, icon: Building2 },
        open: () => void switchOrganization(id).catch(sayFailure),
      })),
    {
      ...{ id: 'sign-out', title: words.signOut, also: words.signOutAlso, icon: LogOut },
      open: () => void signOut().catch(sayFailure),
    },
  ];
  return rows.map((row) => ({ ...row, kind: kinds.action }));
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

/** What the features find. */
function useFound(text: string): Pick<Listed, 'isAwaited' | 'error'> & { found: readonly Row[] } {
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
  if (!isAsked(text)) return { found: [], isAwaited: false, error: null };
  const found = (data ?? []).flatMap((one) =>
    one.found.map(({ link, id, ...row }) => ({
      ...{ ...row, id: `${one.finder.order} ${id}`, kind: one.finder.kind[language] },
      open: () => void navigate(link),
    })),
  );
  return { found, isAwaited: q !== text || isPending || isPlaceholderData, error };
}

/** What one of them fails to find is missing; where every one fails, so does this. */
async function findAll(mine: readonly Finder[], q: string, signal: AbortSignal) {
  const asked = mine.map(async (finder) => ({ finder, found: await finder.find(q, signal) }));
  const answers = await Promise.allSettled(asked);
  const found = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  return found.length > 0 ? found : Promise.all(asked);
}
