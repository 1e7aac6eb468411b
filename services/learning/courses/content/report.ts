import { because } from '../contract-import-reasons.ts';
import type { Skipped } from './errors.ts';
import type { CoursePlan } from './plan.ts';

/** The report of an import as the API gives it. */
export type ImportReport = { modules: number; lessons: number; files: number; skipped: Skipped[] };

/** How many lines a report has at most; what is beyond is only counted. */
const reportLines = 1000;

/** The report of a plan: what came in, and everything that did not come in whole. */
export function reportOf(plan: CoursePlan): ImportReport {
  const lines = [...plan.skipped, ...plan.losses, ...plan.notes];
  const skipped = lines.slice(0, reportLines);
  const more = lines.length - skipped.length;
  if (more > 0) skipped.push({ path: '', ...because('more', { count: more }) });
  const lessons = plan.modules.reduce((sum, module) => sum + module.lessons.length, 0);
  return { modules: plan.modules.length, lessons, files: plan.assets.length, skipped };
}
