import type { Context } from '@kernos/kernel/context';

// Control characters, halves of characters, and marks that turn the direction of what follows. Joiners stay:
// names in Persian and in emoji need them.
const UNWANTED = /[\p{Cc}\p{Cs}\s\u202a-\u202e\u2066-\u2069]+/gu;

/** A name as it is kept: one line, without control characters, without space around or doubled. */
function tidyName(name: string): string {
  return name.normalize('NFC').replace(UNWANTED, ' ').trim();
}

/** The same, for input. @throws `invalid-input` where nothing is left of it. */
export function readName(ctx: Pick<Context, 'fail'>, name: string): string {
  const tidy = tidyName(name);
  if (tidy !== '') return tidy;
  return ctx.fail('invalid-input', '/name: must not be blank', {
    errors: [{ path: '/name', message: 'must not be blank', code: 'blank' }],
  });
}
