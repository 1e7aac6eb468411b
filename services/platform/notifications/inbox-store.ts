/** Inboxes as they are kept: entries with a sequence of their own for each person. */
import type { Context } from '@kernos/kernel/context';
import { askedLanguage, type Language } from '@kernos/kernel/language';
import type { Notification } from './schemas.ts';

type Work = Pick<Context, 'tx'>;
type Asking = Pick<Context, 'tx' | 'requestHeader'>;

interface Said {
  readonly title: string;
  readonly body: string;
}

export interface NewEntry extends Said {
  readonly id: string;
  readonly recipientId: string;
  /** The same in the other languages. */
  readonly translations: Readonly<Partial<Record<Language, Said>>>;
}

/**
 * Puts entries about one event into inboxes; who was told of it already is left out. Counts up the row of
 * each person, whose lock then holds until the commit, in the order of ids so that two of these cannot wait
 * for each other.
 */
export async function insertEntries(
  ctx: Work,
  entries: readonly NewEntry[],
  { eventId, kind, path, now }: { eventId: string; kind: string; path: string | null; now: Date },
): Promise<{ id: string; recipientId: string; sequence: number }[]> {
  if (entries.length === 0) return [];
  const { rows } = await ctx.tx.query<{ id: string; recipientId: string; sequence: number }>({
    name: 'notifications.inbox.insert',
    text: `WITH fresh AS (
             SELECT e.* FROM jsonb_to_recordset($1::jsonb) AS e(id uuid, "recipientId" uuid, title text, body text, translations jsonb)
              WHERE NOT EXISTS (SELECT FROM notifications.inbox i WHERE i.event_id = $2 AND i.recipient_id = e."recipientId")
           ), counted AS (
             INSERT INTO notifications.counters AS c (recipient_id, last)
             SELECT "recipientId", 1 FROM fresh ORDER BY "recipientId"
             ON CONFLICT (organization_id, recipient_id) DO UPDATE SET last = c.last + 1
             RETURNING recipient_id, last
           )
           INSERT INTO notifications.inbox (id, recipient_id, sequence, event_id, kind, title, body, translations, path, created_at)
           SELECT f.id, f."recipientId", c.last, $2, $3, f.title, f.body, f.translations, $4, $5
             FROM fresh f JOIN counted c ON c.recipient_id = f."recipientId"
           RETURNING id, recipient_id, sequence`,
    values: [JSON.stringify(entries), eventId, kind, path, now.toISOString()],
  });
  return rows;
}

const ENTRY = `id, sequence, kind, title, body, translations, path, created_at, read_at, archived_at`;
type Entry = Notification & { readonly translations: NewEntry['translations'] | null };

/** Entries in the language that is asked for; what was not told in it stays in that of its person. */
const told = (rows: readonly Entry[], asking: Asking): Notification[] => {
  const language = askedLanguage(asking);
  return rows.map(({ translations, ...entry }) => ({ ...entry, ...(language && translations?.[language]) }));
};

/** Newest first, from before a sequence on. */
export async function selectInbox(
  ctx: Asking,
  personId: string,
  find: { before: number | null; unread: boolean; archived: boolean; limit: number },
): Promise<Notification[]> {
  const { rows } = await ctx.tx.query<Entry>({
    text: `SELECT ${ENTRY} FROM notifications.inbox
            WHERE recipient_id = $1 AND ($2::int IS NULL OR sequence < $2) AND (NOT $3 OR read_at IS NULL)
              AND (archived_at IS NOT NULL) = $4
            ORDER BY sequence DESC LIMIT $5`,
    values: [personId, find.before, find.unread, find.archived, find.limit],
  });
  return told(rows, ctx);
}

/** Oldest first, from after a sequence on. */
export async function selectFeed(
  ctx: Asking,
  personId: string,
  after: number,
  limit: number,
): Promise<Notification[]> {
  const { rows } = await ctx.tx.query<Entry>({
    name: 'notifications.feed',
    text: `SELECT ${ENTRY} FROM notifications.inbox WHERE recipient_id = $1 AND sequence > $2 ORDER BY sequence LIMIT $3`,
    values: [personId, Math.min(after, 2_147_483_647), limit],
  });
  return told(rows, ctx);
}

/** How many are unread, and how far the inbox has got. */
export async function countUnread(ctx: Work, personId: string): Promise<{ count: number; newest: number }> {
  const { rows } = await ctx.tx.query<{ count: number; newest: number }>({
    name: 'notifications.unread',
    text: `SELECT count(*), coalesce((SELECT last FROM notifications.counters WHERE recipient_id = $1), 0) AS newest
             FROM notifications.inbox
            WHERE recipient_id = $1 AND read_at IS NULL AND archived_at IS NULL`,
    values: [personId],
  });
  return rows[0] ?? { count: 0, newest: 0 };
}

/** Marks entries; what is undefined stays, and so does the instant of what was so already. Newest first. */
export async function markEntries(
  ctx: Asking,
  personId: string,
  ids: readonly string[],
  { read, archived, now }: { read: boolean | undefined; archived: boolean | undefined; now: Date },
): Promise<Notification[]> {
  const { rows } = await ctx.tx.query<Entry>({
    text: `UPDATE notifications.inbox SET
             read_at = CASE $3::boolean WHEN true THEN coalesce(read_at, $5) WHEN false THEN NULL ELSE read_at END,
             archived_at = CASE $4::boolean WHEN true THEN coalesce(archived_at, $5) WHEN false THEN NULL ELSE archived_at END
            WHERE recipient_id = $1 AND id = ANY ($2) RETURNING ${ENTRY}`,
    values: [personId, ids, read ?? null, archived ?? null, now.toISOString()],
  });
  return told(rows, ctx).toSorted((a, b) => b.sequence - a.sequence);
}

/** Marks what is unread up to a sequence; gives how many. */
export async function markAllRead(ctx: Work, personId: string, upTo: number, now: Date): Promise<number> {
  const { rowCount } = await ctx.tx.query({
    text: `UPDATE notifications.inbox SET read_at = $3
            WHERE recipient_id = $1 AND sequence <= $2 AND read_at IS NULL AND archived_at IS NULL`,
    values: [personId, Math.min(upTo, 2_147_483_647), now.toISOString()],
  });
  return rowCount;
}

/** Marks as unread what was marked at exactly this instant. */
export async function unmarkAllRead(ctx: Work, personId: string, readAt: string): Promise<number> {
  const { rowCount } = await ctx.tx.query({
    text: 'UPDATE notifications.inbox SET read_at = NULL WHERE recipient_id = $1 AND read_at = $2',
    values: [personId, readAt],
  });
  return rowCount;
}
