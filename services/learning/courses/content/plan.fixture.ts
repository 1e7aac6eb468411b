import type { StoredCourse } from './export.ts';
import type { Archive } from './intake.ts';
import { comparePaths } from './names.ts';
import { type CoursePlan, type PlanOptions, planCourse } from './plan.ts';
import type { StoredAsset } from './zip-layout.ts';

/** An upload of these files, as reading it would give it. */
export function archiveOf(files: Record<string, string | Uint8Array>, folder = ''): Archive {
  const entries = Object.keys(files)
    .sort(comparePaths)
    .map((path) => ({ path, bytes: Buffer.from(files[path] ?? '') }));
  return { entries, skipped: [], folder };
}

export function planOf(files: Record<string, string | Uint8Array>, options?: PlanOptions): CoursePlan {
  return planCourse(archiveOf(files), options);
}

/** The titles of a plan: modules with their lessons. */
export function titlesOf(plan: CoursePlan): [string, string[]][] {
  return plan.modules.map(({ title, lessons }) => [title, lessons.map((lesson) => lesson.title)]);
}

/** The Markdown of the lesson that came from a file. */
export function markdownOf(plan: CoursePlan, path: string): string {
  const lessons = plan.modules.flatMap((module) => module.lessons);
  const lesson = lessons.find((candidate) => candidate.path === path);
  if (!lesson) throw new Error(`no lesson came from ${path}`);
  return lesson.markdown;
}

/** What the report says about a file, line by line. */
export function toldOf(plan: CoursePlan, path: string): string[] {
  return [...plan.skipped, ...plan.losses, ...plan.notes]
    .filter((line) => line.path === path)
    .map(({ reason }) => reason);
}

/** What of a course has to survive an export and an import, in an order that can be compared. */
export function contentOf(course: StoredCourse) {
  const bytesOf = ({ bytes }: StoredAsset) => {
    if (typeof bytes === 'function') throw new TypeError('give the bytes themselves');
    return Buffer.from(bytes).toString('base64');
  };
  return {
    title: course.title,
    summary: course.summary,
    capacity: course.capacity,
    waitlist: course.waitlist ?? false,
    audience: course.audience ?? 'enrolled',
    modules: course.modules.map(({ title, lessons }) => ({
      title,
      lessons: lessons.map(({ key, title, markdown }) => ({ key, title, markdown })),
    })),
    assets: course.assets
      .map((asset) => ({ key: asset.key, mediaType: asset.mediaType, bytes: bytesOf(asset) }))
      .sort((a, b) => (a.key < b.key ? -1 : 1)),
  };
}
