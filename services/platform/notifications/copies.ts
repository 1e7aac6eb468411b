/** Copies that events feed: what the subjects of notifications are called, who belongs to them. */
import type { Context } from '@kernos/kernel/context';
import type { Membership } from './contract-declarations.ts';

type Work = Pick<Context, 'tx'>;

export interface Subject {
  readonly id: string;
  readonly title: string;
  readonly ownerId: string;
}

export async function findSubject(ctx: Work, id: string): Promise<Subject | undefined> {
  const { rows } = await ctx.tx.query<Subject>({
    name: 'notifications.subject',
    text: 'SELECT subject_id AS id, title, owner_id FROM notifications.subjects WHERE subject_id = $1',
    values: [id],
  });
  return rows[0];
}

/** Keeps what a subject is called now; without an owner, only where it is known. */
export async function keepSubject(
  ctx: Work,
  { id, title, ownerId }: Pick<Subject, 'id' | 'title'> & { readonly ownerId?: string | undefined },
): Promise<void> {
  await ctx.tx.query({
    text: ownerId
      ? `INSERT INTO notifications.subjects (subject_id, title, owner_id) VALUES ($1, $2, $3)
         ON CONFLICT (organization_id, subject_id) DO UPDATE SET title = excluded.title, owner_id = excluded.owner_id`
      : 'UPDATE notifications.subjects SET title = $2 WHERE subject_id = $1',
    values: ownerId ? [id, title, ownerId] : [id, title],
  });
}

/** How somebody belongs to a subject, as far as it is known here. */
export async function findMembership(ctx: Work, membershipId: string): Promise<Membership | undefined> {
  const { rows } = await ctx.tx.query<{ state: Membership }>({
    name: 'notifications.membership',
    text: 'SELECT state FROM notifications.memberships WHERE membership_id = $1',
    values: [membershipId],
  });
  return rows[0]?.state;
}

export async function keepMembership(
  ctx: Work,
  kept: { id: string; subjectId: string; personId: string; state: Membership },
): Promise<void> {
  await ctx.tx.query({
    name: 'notifications.membership.keep',
    text: `INSERT INTO notifications.memberships (membership_id, subject_id, person_id, state) VALUES ($1, $2, $3, $4)
           ON CONFLICT (organization_id, membership_id) DO UPDATE SET state = excluded.state`,
    values: [kept.id, kept.subjectId, kept.personId, kept.state],
  });
}

/** Who belongs to a subject, by id, from after one on. */
export async function selectMembers(
  ctx: Work,
  { subjectId, after, limit }: { subjectId: string; after: string | null; limit: number },
): Promise<string[]> {
  const { rows } = await ctx.tx.query<{ id: string }>({
    text: `SELECT DISTINCT person_id AS id FROM notifications.memberships
            WHERE subject_id = $1 AND state = 'active' AND ($2::uuid IS NULL OR person_id > $2)
            ORDER BY id LIMIT $3`,
    values: [subjectId, after, limit],
  });
  return rows.map(({ id }) => id);
}
