/** The pages of the app, as the features list them, and what they need to have something to show. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from './browser.fixture.ts';
import { type Demo, type Example, type FeaturePages, firstOf } from './page.fixture.ts';

/** What every feature says of its pages. */
export const featurePages: readonly FeaturePages[] = await Promise.all(
  globSync(join(import.meta.dirname, '../src/features/*/pages.fixture.ts'))
    .sort()
    .map(async (file) => ((await import(file)) as { visits: FeaturePages }).visits),
);

/** Makes what the pages need to have something to show. */
export async function makeExample(stage: Stage): Promise<Example> {
  await using learner = await stage.signedIn('learner');
  await using instructor = await stage.signedIn('instructor');
  await using admin = await stage.signedIn('admin');
  const courseId = await firstOf(learner, '/courses?limit=1');
  const { lessonIds } = await learner.api<{ lessonIds: string[] }>(`/courses/${courseId}/published`);
  for (const somebody of [learner, instructor]) await somebody.api(`/courses/${courseId}/enroll`, {});
  const demo: Demo = { learner, instructor, admin, courseId, lessonIds };
  const made: Record<string, string> = {};
  for (const { example } of featurePages) Object.assign(made, await example?.(demo));
  return made;
}
