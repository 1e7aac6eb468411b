/**
 * How much the models may take in a month, and for one person in a day, and how much they took. Days and months
 * are those of UTC.
 */
import type { Context } from '@kernos/kernel/context';
import { handle } from '@kernos/kernel/service';
import type { Static } from 'typebox';
import { assistant } from './contract.ts';
import type { Budget, ModeReason, TokenUsage } from './schemas.ts';
import { modelSettings } from './settings.ts';

type Ctx = Pick<Context, 'tx' | 'now'>;
type AskersCtx = Ctx & Pick<Context, 'actor' | 'settingsOf'>;

/** Long enough for any answer; what is older was left by a process that died. */
const RESERVED_FOR = '15 minutes';

export const dayOf = (now: Date): string => now.toISOString().slice(0, 10);
const monthOf = (now: Date): string => `${now.toISOString().slice(0, 7)}-01`;
/** The days of the month that begins with the day `$1`. */
const IN_MONTH = `day >= $1::date AND day < $1::date + interval '1 month'`;

interface MonthUse {
  readonly monthlyTokens: number | null;
  readonly monthlyCost: number | null;
  readonly tokens: number;
  readonly cost: number;
}

/** What the budget allows and what is used of it, running requests included. */
async function monthUse(ctx: Ctx, lock: boolean): Promise<MonthUse | undefined> {
  // The budget's row is what concurrent requests wait at, so that together they cannot pass it.
  const { rows } = await ctx.tx.query<Omit<MonthUse, 'tokens' | 'cost'>>({
    text: `SELECT monthly_tokens, monthly_cost FROM assistant.budgets
            WHERE organization_id = kernel.organization()${lock ? ' FOR UPDATE' : ''}`,
  });
  const budget = rows[0];
  if (!budget || (budget.monthlyTokens === null && budget.monthlyCost === null)) return undefined;
  const used = await ctx.tx.query<{ tokens: number; cost: number }>({
    text: `SELECT coalesce(sum(tokens), 0)::bigint AS tokens, coalesce(sum(cost), 0)::numeric AS cost FROM (
             SELECT prompt_tokens + completion_tokens AS tokens, cost FROM assistant.usage
              WHERE organization_id = kernel.organization() AND ${IN_MONTH}
             UNION ALL SELECT tokens, cost FROM assistant.reservations
              WHERE organization_id = kernel.organization() AND expires_at > clock_timestamp()) taken`,
    values: [monthOf(ctx.now())],
  });
  return { ...budget, tokens: used.rows[0]?.tokens ?? 0, cost: used.rows[0]?.cost ?? 0 };
}

const exceeds = (
  { monthlyTokens, monthlyCost, tokens, cost }: MonthUse,
  more: { tokens: number; cost: number },
) =>
  (monthlyTokens !== null && tokens + more.tokens > monthlyTokens) ||
  (monthlyCost !== null && cost + more.cost > monthlyCost);

/** True where not even one more token fits. */
export async function isBudgetExceeded(ctx: Ctx): Promise<boolean> {
  const now = await monthUse(ctx, false);
  return now !== undefined && exceeds(now, { tokens: 1, cost: 0 });
}

/** Tokens that are left to the person who asks today; undefined where no person asks. */
async function leftToday(ctx: AskersCtx, lock: boolean): Promise<number | undefined> {
  if (ctx.actor.kind !== 'person') return undefined;
  const day = dayOf(ctx.now());
  // Their row of the day is what the same person's requests wait at.
  if (lock)
    await ctx.tx.query({
      text: `INSERT INTO assistant.person_usage AS p (day, tokens) VALUES ($1::date, 0)
             ON CONFLICT (organization_id, person_id, day) DO UPDATE SET tokens = p.tokens`,
      values: [day],
    });
  const { rows } = await ctx.tx.query<{ allowed: number | null; taken: number }>({
    text: `SELECT (SELECT person_daily_tokens FROM assistant.budgets
                    WHERE organization_id = kernel.organization()) AS allowed,
                  (coalesce((SELECT tokens FROM assistant.person_usage
                     WHERE organization_id = kernel.organization() AND person_id = kernel.actor() AND day = $1::date), 0)
                   + coalesce((SELECT sum(tokens) FROM assistant.reservations
                     WHERE organization_id = kernel.organization() AND person_id = kernel.actor()
                       AND expires_at > clock_timestamp()), 0))::bigint AS taken`,
    values: [day],
  });
  const { allowed = null, taken = 0 } = rows[0] ?? {};
  return (allowed ?? ctx.settingsOf(modelSettings).personDailyTokens) - taken;
}

/** When the asker may ask the models again; null where they still may. */
export async function personBudgetRenewsAt(ctx: AskersCtx): Promise<string | null> {
  const left = await leftToday(ctx, false);
  if (left === undefined || left > 0) return null;
  const renews = new Date(`${dayOf(ctx.now())}T00:00:00Z`);
  renews.setUTCDate(renews.getUTCDate() + 1);
  return renews.toISOString();
}

/** Keeps so much of the budgets for a request; gives why it cannot, where that is not there any more. */
export async function reserve(
  ctx: AskersCtx,
  id: string,
  most: { tokens: number; cost: number },
): Promise<ModeReason | null> {
  const month = await monthUse(ctx, true);
  if (month && exceeds(month, most)) return 'budget-exceeded';
  const left = await leftToday(ctx, true);
  if (left !== undefined && most.tokens > left) return 'person-budget-exceeded';
  await ctx.tx.query({
    text: `INSERT INTO assistant.reservations (id, person_id, tokens, cost, expires_at)
           VALUES ($1, $2, $3, $4, clock_timestamp() + interval '${RESERVED_FOR}')`,
    values: [id, left === undefined ? null : ctx.actor.id, most.tokens, most.cost],
  });
  return null;
}

/** Counts what a request took, and gives back what was kept for it. */
export async function settle(
  ctx: Ctx & Pick<Context, 'actor'>,
  id: string,
  taken: readonly { readonly model: string; readonly usage: TokenUsage }[],
): Promise<void> {
  await ctx.tx.query({ text: 'DELETE FROM assistant.reservations WHERE id = $1', values: [id] });
  for (const { model, usage } of taken) {
    await ctx.tx.query({
      text: `INSERT INTO assistant.usage AS u (day, model, requests, prompt_tokens, completion_tokens, cost)
             VALUES ($1::date, $2, 1, $3, $4, $5)
             ON CONFLICT (organization_id, day, model) DO UPDATE SET requests = u.requests + 1,
               prompt_tokens = u.prompt_tokens + excluded.prompt_tokens,
               completion_tokens = u.completion_tokens + excluded.completion_tokens, cost = u.cost + excluded.cost`,
      values: [dayOf(ctx.now()), model, usage.promptTokens, usage.completionTokens, usage.cost],
    });
  }
  const tokens = taken.reduce((sum, { usage }) => sum + tokensOf(usage), 0);
  if (ctx.actor.kind !== 'person' || tokens === 0) return;
  await ctx.tx.query({
    text: `INSERT INTO assistant.person_usage AS p (day, tokens) VALUES ($1::date, $2)
           ON CONFLICT (organization_id, person_id, day) DO UPDATE SET tokens = p.tokens + excluded.tokens`,
    values: [dayOf(ctx.now()), tokens],
  });
}

interface UsedRow {
  readonly day: string;
  readonly model: string;
  readonly requests: number;
  readonly promptTokens: number;
  readonly completionTokens: number;
  readonly cost: number;
}

type Taken = Pick<UsedRow, 'requests' | 'promptTokens' | 'completionTokens' | 'cost'>;

const sum = (rows: readonly UsedRow[]): Taken => {
  const of = (field: keyof Taken) => rows.reduce((total, row) => total + row[field], 0);
  return {
    requests: of('requests'),
    promptTokens: of('promptTokens'),
    completionTokens: of('completionTokens'),
    cost: of('cost'),
  };
};

const tokensOf = ({
  promptTokens,
  completionTokens,
}: Pick<Taken, 'promptTokens' | 'completionTokens'>): number => promptTokens + completionTokens;

/** The rows of each name, by the name. */
const grouped = (rows: readonly UsedRow[], by: 'day' | 'model'): [string, UsedRow[]][] =>
  [...Map.groupBy(rows, (row) => row[by])].toSorted(([one], [other]) => (one < other ? -1 : 1));

export const usage = handle(assistant.calls.usage, async ({ month }, ctx) => {
  const asked = month ?? ctx.now().toISOString().slice(0, 7);
  const { rows } = await ctx.tx.query<UsedRow>({
    text: `SELECT day::text, model, requests, prompt_tokens,
                  completion_tokens, cost
             FROM assistant.usage WHERE organization_id = kernel.organization() AND ${IN_MONTH}`,
    values: [`${asked}-01`],
  });
  const budget = await ctx.tx.query<Static<typeof Budget>>({
    text: `SELECT monthly_tokens, monthly_cost, person_daily_tokens FROM assistant.budgets
            WHERE organization_id = kernel.organization()`,
  });
  const all = sum(rows);
  return {
    month: asked,
    models: grouped(rows, 'model').map(([model, used]) => ({ model, ...sum(used) })),
    days: grouped(rows, 'day').map(([day, used]) => {
      const taken = sum(used);
      return { day, requests: taken.requests, tokens: tokensOf(taken), cost: taken.cost };
    }),
    tokens: tokensOf(all),
    cost: all.cost,
    budget: budget.rows[0] ?? { monthlyTokens: null, monthlyCost: null, personDailyTokens: null },
    personDailyTokensOtherwise: ctx.settingsOf(modelSettings).personDailyTokens,
  };
});

export const setBudget = handle(assistant.calls.setBudget, async (input, ctx) => {
  const { monthlyTokens, monthlyCost, personDailyTokens = null } = input;
  await ctx.tx.query({
    text: `INSERT INTO assistant.budgets (monthly_tokens, monthly_cost, person_daily_tokens) VALUES ($1, $2, $3)
           ON CONFLICT (organization_id) DO UPDATE SET monthly_tokens = excluded.monthly_tokens,
             monthly_cost = excluded.monthly_cost, person_daily_tokens = excluded.person_daily_tokens`,
    values: [monthlyTokens, monthlyCost, personDailyTokens],
  });
  return { monthlyTokens, monthlyCost, personDailyTokens };
});
