/** Makes an organization's rollups anew from its facts, one after the other, while events go on coming in. */

import { type ActivityContext, activities } from '@kernos/kernel/activities';
import { newId } from '@kernos/kernel/ids';
import type { InEachLanguage } from '@kernos/kernel/language';
import { Id } from '@kernos/kernel/schemas';
import { handle } from '@kernos/kernel/service';
import { step, workflow } from '@kernos/kernel/workflows';
import { Type } from 'typebox';
import { analytics } from './contract.ts';
import { reportedOf } from './reported.ts';
import { FACTS_LOCK, rollupsOf } from './rollups.ts';

interface Whose {
  organizationId: string;
}
const part = (title: InEachLanguage) => step<Whose, { rows: number }>(title, { attempts: 3 });

const rebuilding = workflow('analytics.rebuild', {
  title: { en: 'Recalculating all reports', fr: 'Recalcul de tous les rapports' },
  input: Type.Object({ organizationId: Id }),
  steps: {
    counts: part({ en: 'Counting events', fr: 'Comptage des événements' }),
    activity: part({ en: 'Finding out who was active', fr: 'Recherche des personnes actives' }),
    enrollments: part({ en: 'Going through enrollments', fr: 'Lecture des inscriptions' }),
    journeys: part({
      en: 'Following learners through their courses',
      fr: 'Suivi des parcours des apprenants',
    }),
    lessons: part({ en: 'Counting lessons', fr: 'Comptage des leçons' }),
    courses: part({ en: 'Looking up courses', fr: 'Lecture des cours' }),
    deliveries: part({ en: 'Counting notifications', fr: 'Comptage des notifications' }),
    measurements: part({ en: 'Collecting measurements', fr: 'Collecte des mesures' }),
  },
  run: async (steps, whose) => {
    await steps.courses(whose);
    await steps.enrollments(whose);
    await steps.journeys(whose);
    await steps.lessons(whose);
    await steps.activity(whose);
    await steps.counts(whose);
    await steps.deliveries(whose);
    await steps.measurements(whose);
  },
});

/** Longer than a request's statement may take: a rollup goes over every fact of its kinds. */
const PATIENCE = '10min';

/**
 * One rollup, anew, in one transaction: readers see the old state until they see the new one. New facts wait
 * outside meanwhile, because a fact must be in both its table and its rollups or in neither.
 */
async function remake(
  ctx: Pick<ActivityContext<never>, 'tx' | 'declared'>,
  table: string,
  organizationId: string,
) {
  const rollup = rollupsOf(reportedOf(ctx)).find((each) => each.table === table);
  if (!rollup) throw new Error(`there is no rollup ${table}`);
  await ctx.tx.query({ text: `SET LOCAL statement_timeout = '${PATIENCE}'` });
  await ctx.tx.query({ text: `SET LOCAL work_mem = '64MB'` });
  await ctx.tx.query({ text: 'SELECT pg_advisory_xact_lock($1)', values: [FACTS_LOCK] });
  await ctx.tx.query({
    text: `DELETE FROM analytics.${table} WHERE organization_id = $1`,
    values: [organizationId],
  });
  const { rowCount } = await ctx.tx.query({
    text: `WITH fresh AS (
             SELECT * FROM analytics.facts WHERE organization_id = $1 AND ($2::text[] IS NULL OR type = ANY ($2))
           ) ${rollup.sql}`,
    values: [organizationId, rollup.types],
  });
  return { rows: rowCount };
}

const making =
  (table: string) =>
  ({ organizationId }: Whose, ctx: ActivityContext<never>) =>
    remake(ctx, table, organizationId);

export const rebuildingActivities = activities(analytics, rebuilding, {
  counts: making('counts'),
  activity: making('activity'),
  enrollments: making('enrollments'),
  journeys: making('journeys'),
  lessons: making('lessons'),
  courses: making('courses'),
  deliveries: making('deliveries'),
  measurements: making('measurements'),
});

export const rebuild = handle(analytics.calls.rebuild, async (_input, ctx) => {
  const organizationId = ctx.organizationId ?? ctx.fail('forbidden', 'Act for an organization first.');
  return { workflowId: ctx.start(rebuilding, `rebuild-${newId()}`, { organizationId }) };
});
