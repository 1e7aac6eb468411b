import { memberships } from '../../platform/knowledge/contract-declarations.ts';
import { enrollments } from './contract.ts';

/** Who has a seat in a course finds what is for its members; who waits for one does not. */
export const courseMemberships = memberships(
  async (ctx, learnerId) => (await ctx.call(enrollments.calls.seats, { learnerId })).courseIds,
);
