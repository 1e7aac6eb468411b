import type { Context } from '@kernos/kernel/context';
import { hidesAddress } from './hidden-addresses.ts';

// Control characters, halves of characters, and marks that turn the direction of what follows. Joiners stay:
// names in Persian and in emoji need them.
const UNWANTED = /[\p{Cc}\p{Cs}\s\u202a-\u202e\u2066-\u2069]+/gu;

/** A name as it is kept: one line, without control characters, without space around or doubled. */
function tidyName(name: string): string {
  return name.normalize('NFC').replace(UNWANTED, ' ').trim();
}

/** The same, for input. @throws `invalid-input` where nothing is left of it, or an address hides in it. */
export function readName(ctx: Pick<Context, 'fail'>, name: string): string {
  const tidy = tidyName(name);
  if (tidy === '') return refuse(ctx, 'must not be blank', 'blank');
  if (hidesAddress(tidy)) return refuse(ctx, 'must have no web or email address in it', 'name');
  return tidy;
}

const refuse = (ctx: Pick<Context, 'fail'>, message: string, code: string): never =>
  ctx.fail('invalid-input', `/name: ${message}`, { errors: [{ path: '/name', message, code }] });
