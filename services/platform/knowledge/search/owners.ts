/** Asks those who own collections; each question goes to all of them, since an id does not tell whose it is. */
import type { Context } from '@kernos/kernel/context';
import type { Declared } from '@kernos/kernel/declarations';
import { type CollectionStatus, type Collections, collections } from '../contract-declarations.ts';

export type Asking = Pick<Context, 'call' | 'declared'>;

/** The status of a collection, and the service that it belongs to. */
export interface Owned extends CollectionStatus {
  readonly owner: string;
}

const AT_ONCE = 200;

export async function statusesOf(ctx: Asking, ids: readonly string[]): Promise<Owned[]> {
  const found: Owned[] = [];
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE);
    const answers = await Promise.all(
      ctx
        .declared(collections)
        .map(async ({ service: owner, value }) =>
          (await value.statuses(ctx, some)).map((status) => ({ ...status, owner })),
        ),
    );
    found.push(...answers.flat());
  }
  return found;
}

/** The collections of a service. */
export function collectionsOf(ctx: Pick<Asking, 'declared'>, owner: string): Collections {
  const found = ctx.declared(collections).find(({ service }) => service === owner);
  if (!found) throw new Error(`${owner} declares no collections any more`);
  return found.value;
}

/** The first answer that there is. */
export async function firstOf<Answer>(
  ctx: Pick<Asking, 'declared'>,
  ask: (owner: Declared<Collections>['value']) => Promise<Answer | undefined>,
): Promise<Answer | undefined> {
  const answers = await Promise.all(ctx.declared(collections).map(({ value }) => ask(value)));
  return answers.find((answer) => answer !== undefined);
}
