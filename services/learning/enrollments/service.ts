import { service } from '@kernos/kernel/service';
import { identity } from '../../platform/identity/contract.ts';
import { courses } from '../courses/contract.ts';
import { progress } from '../progress/contract.ts';
import { enrollments } from './contract.ts';
import { courseSubscriptions } from './course-copy.ts';
import { endEnrollment, leaverSubscription } from './end-enrollment.ts';
import { enroll, invite } from './enroll.ts';
import { mine, of, roster, seats } from './lists.ts';
import { courseMemberships } from './memberships.ts';
import { enrollmentNotifications } from './notifications.ts';
import { enrollmentReports } from './reports.ts';
import { counts, learners } from './roster.ts';
import { rosterSubscriptions } from './roster-copies.ts';
import { welcomeActivities, welcomeSubscription } from './welcome.ts';
import { withdraw } from './withdraw.ts';

export const enrollmentsService = service(enrollments, {
  declares: [...enrollmentNotifications, ...enrollmentReports, courseMemberships],
  needs: [courses, progress, identity],
  calls: [enroll, invite, withdraw, endEnrollment, mine, roster, learners, counts, of, seats],
  on: [...courseSubscriptions, ...rosterSubscriptions, leaverSubscription, welcomeSubscription],
  workflows: [welcomeActivities],
  migrations: new URL('./migrations/', import.meta.url),
});
