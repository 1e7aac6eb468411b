/** The drafts that are open in this tab, and where they are kept until they are saved. */
import type { DraftKeeper, DraftStore, Fields, Unsaved } from './draft-keeper.ts';

type Keeper = Pick<DraftKeeper<Fields>, 'read' | 'save' | 'isAtRisk'>;
const keepers = new Map<string, Keeper>();
const PREFIX = 'kernos-draft:';

/**
 * The keeper of what one person writes at one place in this tab; `make` makes it where there is none yet.
 * @param place e.g. `lesson:018f…`, unique among all that is written
 */
export function keptDraft<Draft extends Fields>(
  userId: string,
  place: string,
  make: (store: DraftStore<Draft>) => DraftKeeper<Draft>,
): DraftKeeper<Draft> {
  const name = `${PREFIX}${userId}:${place}`;
  // One place has one kind of draft.
  const open = keepers.get(name) as DraftKeeper<Draft> | undefined;
  if (open) return open;
  const made = make(tabStore(name));
  keepers.set(name, made);
  return made;
}

/** To be called when there is hope again: the connection is back, or somebody signed in. */
export function saveWaiting(): void {
  for (const keeper of keepers.values()) {
    const status = keeper.read()?.status;
    if (status === 'waiting' || status === 'signed-out') void keeper.save();
  }
}

/** Saves whatever is not saved yet. False where that did not come off, so that something would be lost. */
export async function saveDrafts(): Promise<boolean> {
  await Promise.all([...keepers.values()].map((keeper) => keeper.save()));
  return [...keepers.values()].every((keeper) => (keeper.read()?.status ?? 'saved') === 'saved');
}

/** Nothing of what was written here stays in this tab: somebody signs out, or somebody else is here now. */
export function forgetDrafts(): void {
  keepers.clear();
  try {
    for (const name of Object.keys(sessionStorage))
      if (name.startsWith(PREFIX)) sessionStorage.removeItem(name);
  } catch {
    // Without storage there is nothing in it.
  }
}

addEventListener('online', saveWaiting);
addEventListener('pagehide', () => {
  for (const keeper of keepers.values()) if (keeper.read()?.status === 'typing') void keeper.save();
});
// A tab that is closed takes its storage with it.
addEventListener('beforeunload', (event) => {
  if ([...keepers.values()].some(({ isAtRisk }) => isAtRisk)) event.preventDefault();
});

// Of the tab: another one may hold another text of the same place, and must not lose it to this one.
function tabStore<Draft extends Fields>(name: string): DraftStore<Draft> {
  return {
    read: () => {
      try {
        return (JSON.parse(sessionStorage.getItem(name) ?? 'null') as Unsaved<Draft> | null) ?? undefined;
      } catch {
        return undefined;
      }
    },
    write: (unsaved) => {
      try {
        if (unsaved) put(name, unsaved);
        else sessionStorage.removeItem(name);
      } catch {
        // Without storage it is kept for as long as the page is open, which asks before it is closed.
      }
    },
  };
}

function put(name: string, unsaved: Unsaved<Fields>): void {
  try {
    sessionStorage.setItem(name, JSON.stringify(unsaved));
  } catch {
    // Two long texts may be too much where one is not.
    sessionStorage.setItem(name, JSON.stringify({ ...unsaved, base: null }));
  }
}
