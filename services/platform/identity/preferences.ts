/** Time zones and languages, as they are kept. */
import type { Context } from '@kernos/kernel/context';
import { isTimeZone } from '@kernos/kernel/time-zones';

/** A time zone as it was sent. @throws `invalid-input` where the IANA database has none of that name. */
export function readTimeZone(ctx: Pick<Context, 'fail'>, timeZone: string): string {
  if (isTimeZone(timeZone)) return timeZone;
  return refuse(ctx, 'timeZone', 'must be the name of a time zone, e.g. Europe/Berlin');
}

/** A language tag in its canonical form (BCP 47). @throws `invalid-input` where it is none. */
export function readLocale(ctx: Pick<Context, 'fail'>, locale: string): string {
  try {
    const [canonical] = Intl.getCanonicalLocales(locale);
    if (canonical !== undefined) return canonical;
  } catch {
    // Not a tag at all. Falls through.
  }
  return refuse(ctx, 'locale', 'must be a language tag, e.g. en or de-CH');
}

function refuse(ctx: Pick<Context, 'fail'>, field: string, message: string): never {
  return ctx.fail('invalid-input', `/${field}: ${message}`, {
    errors: [{ path: `/${field}`, message, code: 'enum' }],
  });
}
