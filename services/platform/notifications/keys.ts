/** Secrets of this system: made once, kept in the database, loaded once in a running process. */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Context } from '@kernos/kernel/context';
import { DIGEST, type Kinds } from './kinds.ts';
import type { Locale, PersonalChannel } from './schemas.ts';

export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

/** The pair that push services know this system by (RFC 8292). For `ctx.shared`. */
export async function vapidKeys(ctx: Context): Promise<VapidKeys> {
  return keep(ctx, 'vapid', async () => {
    const { default: webPush } = await import('web-push');
    return webPush.generateVAPIDKeys();
  });
}

/** What signs unsubscribe links. For `ctx.shared`. */
export async function linkKey(ctx: Context): Promise<Buffer> {
  const text = await keep(ctx, 'links', async () => randomBytes(32).toString('base64url'));
  return Buffer.from(text, 'base64url');
}

const VALUE = 'notifications.keys.value';

// Two processes that make one at the same moment: the first stays, and both read it.
async function keep<T>(ctx: Context, name: string, make: () => Promise<T>): Promise<T> {
  const cipher = await ctx.cipher({ organizationId: null });
  const find = async () => {
    const { rows } = await ctx.tx.query<{ value: Buffer }>({
      text: 'SELECT value FROM notifications.keys WHERE name = $1',
      values: [name],
    });
    return rows[0] && (JSON.parse(cipher.decrypt(VALUE, rows[0].value)) as T);
  };
  const known = await find();
  if (known !== undefined) return known;
  await ctx.tx.query({
    text: 'INSERT INTO notifications.keys (name, value) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING',
    values: [name, cipher.encrypt(VALUE, JSON.stringify(await make()))],
  });
  return (await find()) as T;
}

/** What an unsubscribe link is for. */
export interface LinkTarget {
  readonly personId: string;
  readonly kind: string;
  readonly channel: PersonalChannel;
  /** Of the email that carried it. */
  readonly locale: Locale;
  /** Of a digest: which. */
  readonly digestId?: string;
}

/** A link that turns one thing off for one person, signed with 256 bits: nobody can make one up. */
export function signLink(key: Buffer, { personId, kind, channel, locale, digestId }: LinkTarget): string {
  const body = Buffer.from(JSON.stringify([personId, kind, channel, locale, digestId])).toString('base64url');
  return `${body}.${signatureOf(key, body).toString('base64url')}`;
}

/** What a link is for; undefined where it is not one of ours, or its kind cannot be turned off. */
export function readLink(kinds: Kinds, key: Buffer, token: string): LinkTarget | undefined {
  const [body = '', signature = '', ...rest] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const right = signatureOf(key, body);
  if (rest.length > 0 || given.length !== right.length || !timingSafeEqual(given, right)) return undefined;
  const [personId, kind, channel, locale, digestId] = JSON.parse(
    Buffer.from(body, 'base64url').toString(),
  ) as [string, string, PersonalChannel, Locale, string | null | undefined];
  if (kind === DIGEST && digestId) return { personId, kind, channel, locale, digestId };
  const spec = kinds.specs.get(kind);
  return spec && !spec.required ? { personId, kind, channel, locale } : undefined;
}

const signatureOf = (key: Buffer, body: string) =>
  createHmac('sha256', key).update(`unsubscribe ${body}`).digest();
