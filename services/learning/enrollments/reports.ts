/** What reports tell of enrollments. */
import { reportedEvents } from '../../platform/analytics/contract-declarations.ts';
import { enrollments } from './contract.ts';

const {
  'enrollment.created': created,
  'enrollment.waitlisted': waitlisted,
  'enrollment.withdrawn': withdrawn,
} = enrollments.events;
const whose = { subject: 'courseId', person: 'learnerId' };
const membership = 'enrollmentId';

export const enrollmentReports = [
  reportedEvents([
    {
      ...{ event: created, ...whose, means: { is: 'joined', membership }, active: true },
      series: { name: 'enrollments', title: { en: 'Enrollments', fr: 'Inscriptions' } },
    },
    { event: waitlisted, ...whose, means: { is: 'waiting', membership }, active: true },
    { event: withdrawn, ...whose, means: { is: 'left', membership } },
  ]),
];
