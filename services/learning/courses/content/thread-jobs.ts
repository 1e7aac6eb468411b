import { openUrls } from '../open-links.ts';
import { readArchive } from './archive.ts';
import { type CourseText, layOutCourse } from './export.ts';
import { type CoursePlan, type PlanOptions, planCourse } from './plan.ts';
import { type Rendered, renderMarkdown } from './render.ts';
import { smallTogether } from './small-files.ts';
import type { ExportLayout } from './zip-layout.ts';

/** Where the lessons and assets of a course are found, by key. */
export type Addresses = {
  lessons: Readonly<Record<string, string>>;
  assets: Readonly<Record<string, string>>;
  course?: string;
};

/** What the content thread does. Input and output can be copied between threads. */
export type Jobs = {
  plan: { input: { source: string | Uint8Array; options: PlanOptions }; output: CoursePlan };
  render: { input: { markdown: string; addresses: Addresses | undefined }; output: Rendered };
  layOut: { input: CourseText; output: ExportLayout };
};

export type JobName = keyof Jobs;

const jobs: { [J in JobName]: (input: Jobs[J]['input']) => Jobs[J]['output'] | Promise<Jobs[J]['output']> } =
  {
    plan: async ({ source, options }) => {
      const archive = await readArchive(typeof source === 'string' ? source : Buffer.from(source));
      const plan = planCourse(archive, options);
      return { ...plan, assets: smallTogether(plan.assets) };
    },
    render: ({ markdown, addresses }) => {
      if (!addresses) return renderMarkdown(markdown, openUrls);
      const { lessons, assets, course } = addresses;
      const at = (record: Readonly<Record<string, string>>, key: string) =>
        Object.hasOwn(record, key) ? record[key] : undefined;
      return renderMarkdown(markdown, {
        lessonUrl: (key) => at(lessons, key),
        assetUrl: (key) => at(assets, key),
        courseUrl: () => course,
      });
    },
    layOut: layOutCourse,
  };

/** Does one job. */
export async function doJob<J extends JobName>(name: J, input: Jobs[J]['input']): Promise<Jobs[J]['output']> {
  return jobs[name](input);
}
