/** What rosters show beside enrollments: names, fed by identity, and where learners stand, fed by progress. */
import { on } from '@kernos/kernel/service';
import { identity } from '../../platform/identity/contract.ts';
import { progress } from '../progress/contract.ts';
import { enrollments } from './contract.ts';
import { keepLearnerProgress, keepName } from './roster-store.ts';

export const rosterSubscriptions = [
  on(enrollments, identity.events['organization.member_added'], 'beginning', ({ userId, name }, ctx) =>
    keepName(ctx, userId, name),
  ),
  on(enrollments, identity.events['user.renamed'], 'beginning', ({ userId, name }, ctx) =>
    keepName(ctx, userId, name),
  ),
  on(
    enrollments,
    progress.events['progress.updated'],
    'beginning',
    (record, ctx) => keepLearnerProgress(ctx, record),
    { groupCommitKey: ({ courseId, learnerId }) => `${courseId} ${learnerId}` },
  ),
];
