/**
 * Who may read what is published: everybody, those with a seat, or those with a seat whom staff brought. Seats are asked
 * for at the moment of reading, so that whoever has just enrolled reads at once, and whoever has left does not.
 */
import type { Context } from '@kernos/kernel/context';
import { memberships } from '../../platform/knowledge/contract-declarations.ts';
import { type Viewer, viewerOf } from './rules.ts';
import { editable } from './store.ts';

/** A viewer, and the courses in which they have a seat; null: they read as if they had one in every course. */
export interface Reader extends Viewer {
  readonly seats: readonly string[] | null;
}

/** Call it before the first statement. Services read everything that is published, and so do administrators. */
export async function readerOf(ctx: Pick<Context, 'actor' | 'call' | 'declared'>): Promise<Reader> {
  const viewer = viewerOf(ctx.actor);
  const { actor } = ctx;
  if (actor.kind !== 'person' || viewer.editsAll) return { ...viewer, seats: null };
  const seats = await Promise.all(ctx.declared(memberships).map(({ value }) => value(ctx, actor.id)));
  return { ...viewer, seats: seats.flat() };
}

/** $1, $2 and $3 of every statement that shows to readers what is published, of `courses.courses c`. */
export const readerValues = ({ editorId, editsAll, seats }: Reader) => [editorId, editsAll, seats] as const;

const seated = '($3::uuid[] IS NULL OR c.id = ANY ($3::uuid[]))';
const offered = '(c.published_version IS NOT NULL AND c.archived_at IS NULL)';

/** They may know of the course: see it in the catalog, with its table of contents. */
export const visible = `(${editable} OR (c.published_version IS NOT NULL AND ${seated}) OR (${offered} AND c.audience <> 'invited'))`;

/** They may read its newest version. */
export const legible = `(${editable} OR (c.published_version IS NOT NULL AND ${seated}) OR (${offered} AND c.audience = 'open'))`;

/** What a lesson or file of version `v` is to them: why it cannot be read, or null where it can. */
export const obstacle = `CASE
  WHEN v.version <= c.taken_down THEN CASE WHEN ${editable} THEN NULL WHEN c.audience = 'invited' AND NOT ${seated} THEN 'unknown' ELSE 'gone' END
  WHEN v.version = c.published_version THEN CASE WHEN ${legible} THEN NULL WHEN ${visible} THEN 'seat' ELSE 'unknown' END
  -- Taken out since. Who learns by that version goes on reading it.
  WHEN ${editable} OR ${seated} THEN NULL
  WHEN ${visible} THEN 'gone'
  ELSE 'unknown' END`;

export type Obstacle = 'gone' | 'seat' | 'unknown' | null;

export const needsSeat = 'This can be read by those who are enrolled in the course. Enroll in it to go on.';
export const takenDown = 'This was taken out of the course, and cannot be read any more.';
