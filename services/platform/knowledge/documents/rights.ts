/** Which documents somebody may manage, and in which courses. */

import type { Context } from '@kernos/kernel/context';
import { isAdmin } from '../../identity/contract.ts';
import { statusesOf } from '../search/owners.ts';
import type { DocumentRow } from './store.ts';

type Asking = Pick<Context<'course-not-found'>, 'call' | 'declared' | 'fail' | 'actor'>;

/**
 * Makes sure that a course is theirs to add to: its instructor’s, or an administrator’s. Ask before the
 * first statement.
 */
export async function requireCourse(ctx: Asking, courseId: string): Promise<void> {
  const [course] = await statusesOf(ctx, [courseId]);
  if (course && (isAdmin(ctx.actor) || course.instructorId === ctx.actor.id)) return;
  ctx.fail('course-not-found', 'There is no such course, or it is not yours to add to.');
}

/** Their own documents; an administrator manages all of the organization. */
export function mayManage(actor: Context['actor'], row: Pick<DocumentRow, 'createdBy'>): boolean {
  return isAdmin(actor) || row.createdBy === actor.id;
}
