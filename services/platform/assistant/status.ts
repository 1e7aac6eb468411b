import { handle } from '@kernos/kernel/service';
import { isBudgetExceeded, personBudgetRenewsAt } from './budgets.ts';
import { assistant } from './contract.ts';
import { modelSettings } from './settings.ts';
import { kinds } from './templates-built-in.ts';

export const status = handle(assistant.calls.status, async (_input, ctx) => {
  const { model = null, fallbackModel = null } = ctx.settingsOf(modelSettings);
  return {
    model,
    fallbackModel,
    budgetExceeded: model !== null && (await isBudgetExceeded(ctx)),
    personBudgetRenewsAt: model !== null ? await personBudgetRenewsAt(ctx) : null,
    kinds,
    levels: ['beginner' as const, 'intermediate' as const, 'advanced' as const],
  };
});
