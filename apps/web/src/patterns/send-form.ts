import type { Call } from '@kernos/kernel/contract';
import { KernosError } from '@kernos/kernel/errors';
import { ask } from '../app/api.ts';
import { type Clash, clashing, differing, type Latest, type Values } from './clash.ts';

/** Of something that has versions: only what was changed is sent, with `If-Match`. */
export interface Versioned<V extends Values, Input> {
  readonly version: number;
  /** What names it in the call's path. */
  readonly of: Partial<Input>;
  /** What is there now, asked for where somebody else was faster. */
  readonly latest: () => Promise<Latest<V>>;
}

export type Sent<V extends Values, Reply> = { readonly reply: Reply } | { readonly clash: Clash<V> };

/**
 * Sends what was changed. Where somebody else saved meanwhile it goes over what they changed elsewhere, and to the
 * person where both changed the same field.
 */
export async function sendChanged<V extends Values, Input, Reply>(
  call: Call<Input, Reply>,
  { of, latest }: Omit<Versioned<V, Input>, 'version'>,
  mine: V,
  { version, values: base }: Latest<V>,
): Promise<Sent<V, Reply>> {
  const changed = Object.fromEntries(differing(mine, base).map((name) => [name, mine[name]]));
  let ifMatch = version;
  for (;;) {
    try {
      return { reply: await ask(call, { ...of, ...changed, ifMatch } as Input) };
    } catch (error) {
      if (!(error instanceof KernosError && error.currentVersion !== undefined)) throw error;
      const theirs = await latest();
      const fields = clashing(mine, base, theirs.values);
      if (fields.length > 0) return { clash: { theirs, fields } };
      // Nothing that is newer than what was refused: it would be refused without end.
      if (theirs.version === ifMatch) throw error;
      ifMatch = theirs.version;
    }
  }
}
