/** Words of an organization’s own: shown, checked, tried, and given back. */
import type { Context } from '@kernos/kernel/context';
import { languages } from '@kernos/kernel/language';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { notifications } from './contract.ts';
import { htmlEmail, plainEmail } from './email.ts';
import { type Kinds, kindsOf, type Text } from './kinds.ts';
import type { Channel, Locale, Template } from './schemas.ts';
import { fill, problemsOf, variablesOf } from './templates.ts';

interface Place {
  readonly kind: string;
  readonly channel: Channel;
  readonly locale: Locale;
}
type Shown = Static<typeof Template>;
type Failing = Pick<
  Context<'template-not-found' | 'template-wrong'>,
  'fail' | 'declared' | 'organizationId' | 'signal'
>;

const shown = (
  kinds: Kinds,
  { kind, channel, locale }: Place,
  { subject, text, action }: Text,
  edited: boolean,
): Shown => ({
  ...{ kind, channel, locale, subject, text, action, edited },
  variables: variablesOf(kinds.sampleOf(kind) ?? {}),
});

export const templates = handle(notifications.calls.templates, async ({ locale }, ctx) => {
  const { rows } = await ctx.tx.query<Place & Text>({
    text: 'SELECT kind, channel, locale, subject, text, action FROM notifications.templates',
  });
  const own = new Map(rows.map((row) => [`${row.kind} ${row.channel} ${row.locale}`, row]));
  const kinds = kindsOf(ctx);
  const items: Shown[] = [];
  for (const language of locale ? [locale] : languages) {
    for (const kind of kinds.worded) {
      for (const channel of kinds.wordedChannels(kind)) {
        const place = { kind, channel, locale: language };
        const edited = own.get(`${kind} ${channel} ${language}`);
        const text = edited ?? kinds.words(kind, channel, language);
        if (text) items.push(shown(kinds, place, text, edited !== undefined));
      }
    }
  }
  return { items };
});

/** The declared words of a place; fails where there are none, so that nobody writes words which nothing uses. */
function requirePlace(ctx: Failing, { kind, channel, locale }: Place): Text {
  const kinds = kindsOf(ctx);
  const text = kinds.wordedChannels(kind).includes(channel) ? kinds.words(kind, channel, locale) : undefined;
  return text ?? ctx.fail('template-not-found', `There are no words for ${kind} through ${channel}.`);
}

async function requireRight(ctx: Failing, kind: string, text: Text): Promise<void> {
  const problems = await problemsOf(ctx, kindsOf(ctx), kind, text);
  if (problems.length > 0)
    ctx.fail('template-wrong', `${problems.map(({ message }) => message).join(' ')} Nothing was saved.`, {
      errors: problems.map(({ field, message }) => ({ path: `/${field}`, message })),
    });
}

export const saveTemplate = handle(notifications.calls.saveTemplate, async (input, ctx) => {
  const { kind, channel, locale, subject, text, action } = input;
  requirePlace(ctx, input);
  await requireRight(ctx, kind, input);
  await ctx.tx.query({
    text: `INSERT INTO notifications.templates (kind, channel, locale, subject, text, action) VALUES ($1, $2, $3, $4, $5, $6)
           ON CONFLICT (organization_id, kind, channel, locale)
           DO UPDATE SET subject = excluded.subject, text = excluded.text, action = excluded.action`,
    values: [kind, channel, locale, subject, text, action],
  });
  return shown(kindsOf(ctx), input, input, true);
});

export const resetTemplate = handle(notifications.calls.resetTemplate, async (place, ctx) => {
  const text = requirePlace(ctx, place);
  await ctx.tx.query({
    text: 'DELETE FROM notifications.templates WHERE kind = $1 AND channel = $2 AND locale = $3',
    values: [place.kind, place.channel, place.locale],
  });
  return shown(kindsOf(ctx), place, text, false);
});

export const previewTemplate = handle(notifications.calls.previewTemplate, async (input, ctx) => {
  const { kind, channel, locale } = input;
  requirePlace(ctx, input);
  await requireRight(ctx, kind, input);
  const sample = kindsOf(ctx).sampleOf(kind) ?? {};
  const filled = await fill(ctx, { ...input, isOwn: true }, sample);
  if (channel !== 'email') return { subject: filled.subject, text: filled.text, html: null };
  const frame = { locale, link: String(sample.link), unsubscribe: null };
  return { subject: filled.subject, text: plainEmail(filled, frame), html: htmlEmail(filled, frame) };
});
