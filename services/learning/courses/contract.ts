/**
 * Courses: what is taught. A course is a draft that its instructors edit, and immutable published
 * versions that learners read.
 */
import { allow, contract, event, signedIn } from '@kernos/kernel/contract';
import { Id } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { authoringCalls } from './contract-authoring.ts';
import { editingCalls } from './contract-editing.ts';
import { lessonSearchCalls, readingCalls } from './contract-reading.ts';
import { revisionCalls } from './contract-revisions.ts';
import { serviceCalls } from './contract-services.ts';
import { Audience, Capacity } from './schemas.ts';

export const courses = contract('courses', {
  calls: {
    ...authoringCalls,
    ...readingCalls,
    ...lessonSearchCalls,
    ...editingCalls,
    ...revisionCalls,
    ...serviceCalls,
  },
  tasks: {
    /** Indexes a course anew where another analysis of words did. */
    indexAnew: Type.Object({ courseId: Id }),
  },
  events: {
    'course.published': event(
      'A new version of a course can be read.',
      'courseId',
      {
        courseId: Id,
        version: Type.Integer(),
        title: Type.String(),
        capacity: Capacity,
        waitlist: Type.Boolean(),
        audience: Audience,
        instructorId: Id,
        lessonIds: Type.Array(Id),
      },
      { realtime: [signedIn] },
    ),
    'course.publish_failed': event(
      'A course could not be published; its draft is as it was.',
      'courseId',
      { courseId: Id, title: Type.String(), instructorId: Id },
      { realtime: [allow('instructor', 'admin')] },
    ),
    'course.updated': event(
      'Title, capacity, waitlist or readers of a course changed.',
      'courseId',
      {
        courseId: Id,
        title: Type.String(),
        capacity: Capacity,
        waitlist: Type.Boolean(),
        audience: Audience,
      },
      { realtime: [signedIn] },
    ),
    'course.archived': event(
      'A course left the catalog.',
      'courseId',
      { courseId: Id },
      { realtime: [signedIn] },
    ),
    'course.unpublished': event(
      'All that was published of a course was taken down.',
      'courseId',
      { courseId: Id },
      { realtime: [signedIn] },
    ),
    'course.restored': event(
      'An archived course came back to the catalog.',
      'courseId',
      { courseId: Id },
      { realtime: [signedIn] },
    ),
  },
});
