/** A learner's home: where to go on, days in a row, what was finished, what is new. */
import { personOf } from '@kernos/kernel/caller';
import { handle } from '@kernos/kernel/service';
import { isTimeZone } from '@kernos/kernel/time-zones';
import { progress } from './contract.ts';
import { countByDay, listNews, listUnderWay, type UnderWay } from './home-store.ts';
import { lessonTitles, toPosition } from './read.ts';
import { findPositions } from './reading-store.ts';
import { nextLesson } from './rules.ts';
import { listCertificates } from './store.ts';
import { streakOf } from './streak.ts';

const RESUMED = 6;
const FINISHED = 6;
const NEWS = 12;
const NEWS_MS = 30 * 86_400_000;

export const home = handle(progress.calls.home, async ({ timeZone = 'UTC' }, ctx) => {
  const learnerId = personOf(ctx).id;
  if (!isTimeZone(timeZone)) return ctx.fail('invalid-input', `/query/timeZone: ${NO_ZONE}`, noZone);
  const now = ctx.now();
  const found = await ctx
    .shortTransaction(async (before) => {
      const underWay = await listUnderWay(before, learnerId, RESUMED);
      const going = underWay.flatMap((row) => {
        const lessonId = lessonToGoOnWith(row);
        return lessonId ? [{ row, lessonId }] : [];
      });
      return {
        going,
        positions: await findPositions(
          before,
          going.map(({ lessonId }) => lessonId),
        ),
        days: await countByDay(before, learnerId, timeZone, now.toISOString()),
        certificates: await listCertificates(before, learnerId, { issuedAt: null, code: null }, FINISHED),
        news: await listNews(before, learnerId, new Date(now.getTime() - NEWS_MS).toISOString(), NEWS),
      };
    })
    .catch((error: unknown) => {
      // A name that the database's own list of time zones does not have.
      if ((error as { code?: unknown }).code !== '22023') throw error;
      return ctx.fail('invalid-input', `/query/timeZone: ${NO_ZONE}`, noZone);
    });
  const titles = await lessonTitles(
    ctx,
    found.going.map(({ lessonId }) => lessonId),
  );
  const positions = new Map(found.positions.map((row) => [row.lessonId, row]));
  return {
    resume: found.going.map(({ row, lessonId }) => {
      const { title = '', moduleTitle = '' } = titles.get(lessonId) ?? {};
      const position = positions.get(lessonId);
      return {
        courseId: row.courseId,
        courseTitle: row.courseTitle,
        completed: row.completed,
        total: row.total,
        percent: row.percent,
        lesson: { id: lessonId, title, moduleTitle },
        position: position ? toPosition(position) : null,
        touchedAt: row.updatedAt,
      };
    }),
    streak: streakOf(found.days.active, found.days.today),
    finished: found.certificates.map(({ code, courseId, courseTitle, issuedAt }) => ({
      courseId,
      courseTitle,
      completedAt: issuedAt,
      certificateCode: code,
    })),
    news: found.news.map((row) => ({
      ...row,
      kind: row.version === 1 ? ('new' as const) : ('updated' as const),
    })),
  };
});

const NO_ZONE = 'must be the name of a time zone, e.g. Europe/Berlin';
const noZone = {
  errors: [{ path: '/query/timeZone', message: NO_ZONE }],
};

/** The lesson opened last, while it is open and still in the course; else what progress says. */
function lessonToGoOnWith(row: UnderWay): string | null {
  const current = { version: row.courseVersion, lessonIds: row.lessonIds };
  const newest = { version: row.newestVersion, lessonIds: row.newestLessonIds };
  const { lastLessonId: last, done } = row;
  const isThere = last !== null && [...current.lessonIds, ...newest.lessonIds].includes(last);
  return isThere && !done.includes(last) ? last : nextLesson(current, newest, done);
}
