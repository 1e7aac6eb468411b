/** What the calls of enrollments take and give. */
import { Id, Nullable, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';

export const EnrollmentStatus = Type.Union([
  Type.Literal('active'),
  Type.Literal('waitlisted'),
  Type.Literal('withdrawn'),
]);

export const Enrollment = Type.Object({
  id: Id,
  courseId: Id,
  learnerId: Id,
  status: EnrollmentStatus,
  /** When the seat, or the place on the waitlist, was taken. */
  enrolledAt: Timestamp,
  /** Place on the waitlist, from 1; null with a seat, and after withdrawing. */
  waitlistPosition: Nullable(Type.Integer({ minimum: 1 })),
});
