/** The certificate: named when the course is completed, drawn when it is asked for, verified by anyone. */
import { personOf } from '@kernos/kernel/caller';
import { list } from '@kernos/kernel/list';
import { handle, on } from '@kernos/kernel/service';
import { identity } from '../../platform/identity/contract.ts';
import { askForSeat } from './admission.ts';
import { progress } from './contract.ts';
import { certificateFileName, normalizeCode } from './rules.ts';
import {
  findCertificate,
  findCertificateByCode,
  findMeasuredRecord,
  listCertificates,
  nameCertificate,
} from './store.ts';

/** Writes the learner's name on the certificate as it is at that moment; a later change of name leaves it. */
export const nameOnCompletion = on(
  progress,
  progress.events['course.completed'],
  'beginning',
  async ({ courseId, learnerId }, ctx) => {
    const { name } = await ctx.call(identity.calls.person, { userId: learnerId });
    await nameCertificate(ctx, courseId, learnerId, name);
  },
);

export const certificate = handle(progress.calls.certificate, async ({ courseId }, ctx) => {
  const learnerId = personOf(ctx).id;
  // Drawing takes a while and needs no connection, so the transaction ends before it.
  const found = await ctx.shortTransaction(async (before) => ({
    row: await findCertificate(before, courseId, learnerId),
    begun: (await findMeasuredRecord(before, courseId, learnerId)) !== undefined,
  }));
  if (!found.row && !found.begun) await askForSeat(ctx, courseId, learnerId);
  const row = found.row ?? ctx.fail('course-not-completed', 'Complete every lesson of this course first.');
  const name = row.learnerName ?? (await ctx.call(identity.calls.person, { userId: learnerId })).name;
  // Loaded when the first certificate is drawn: fonts and PDF take 40 MB that most processes never need.
  const { drawCertificate } = await import('./certificate/page.ts');
  const body = await drawCertificate({
    learnerName: name,
    courseTitle: row.courseTitle,
    lessons: row.lessons,
    issuedAt: row.issuedAt,
    code: row.code,
    link: `${ctx.settings.publicUrl}/certificates/${row.code}`,
  });
  return { body, contentType: 'application/pdf', fileName: certificateFileName(row.courseTitle) };
});

export const certificates = handle(progress.calls.certificates, async (page, ctx) => {
  const learnerId = personOf(ctx).id;
  return list(page, { issuedAt: 'instant', code: 'text' }, (after, limit) =>
    listCertificates(ctx, learnerId, after, limit),
  );
});

export const verify = handle(progress.calls.verify, async ({ code }, ctx) => {
  const row = await findCertificateByCode(ctx, normalizeCode(code));
  if (!row)
    return ctx.fail(
      'certificate-not-found',
      'There is no certificate with this code. Compare it with the one on the certificate, letter by letter.',
    );
  if (row.learnerName === null)
    return ctx.fail('unavailable', 'This certificate is being issued right now; ask again in a moment.', {
      retryAfter: 1,
    });
  return {
    code: row.code,
    courseTitle: row.courseTitle,
    learnerName: row.learnerName,
    issuedAt: row.issuedAt,
  };
});
