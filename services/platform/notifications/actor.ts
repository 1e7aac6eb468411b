/** Whoever is signed in. */
import type { Actor } from '@kernos/kernel/context';

/** The person’s id: these calls are for people who are signed in, which the kernel made sure of. */
export function personOf({ actor }: { readonly actor: Actor }): string {
  if (actor.kind !== 'person') throw new Error('a call for people was made by no person');
  return actor.id;
}
