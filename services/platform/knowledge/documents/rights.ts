/** Which documents somebody may manage, and in which courses. */
import type { Context } from '@kernos/kernel/context';
import { standingsOf } from '../search/owners.ts';
import type { DocumentRow } from './store.ts';

type Asking = Pick<Context<'course-not-found'>, 'call' | 'declared' | 'fail' | 'actor'>;

/**
 * Makes sure that a course is theirs to add to: its instructor’s, or an administrator’s. Ask before the
 * first statement.
 */
export async function requireCourse(ctx: Asking, courseId: string): Promise<void> {
  const [course] = await standingsOf(ctx, [courseId]);
  const { roles, id } = ctx.actor;
  const isAdmin = (roles as readonly string[]).includes('admin');
  if (course && (isAdmin || course.instructorId === id)) return;
  ctx.fail('course-not-found', 'There is no such course, or it is not yours to add to.');
}

/** Their own documents; an administrator manages all of the organization. */
export function mayManage({ roles, id }: Context['actor'], row: Pick<DocumentRow, 'createdBy'>): boolean {
  return (roles as readonly string[]).includes('admin') || row.createdBy === id;
}
