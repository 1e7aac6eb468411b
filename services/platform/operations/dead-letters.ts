/** Messages that failed for good, as an administrator lists and moves them. */
import type { Context } from '@kernos/kernel/context';
import {
  type DeadLetter,
  type DeadState,
  listDeadLetters,
  moveDeadLetter,
  replayDeadLetter,
  replayDeadLetters,
} from '@kernos/kernel/dead-letters';
import { list } from '@kernos/kernel/list';
import { handle } from '@kernos/kernel/service';
import { operations } from './contract.ts';
import { ofOrganization } from './viewer.ts';

const { calls } = operations;

const listed = handle(calls.deadLetters, async ({ consumer, state = 'dead', ...page }, ctx) => {
  const { organizationId } = ofOrganization(ctx);
  return list(
    page,
    { exactly: 'instant', id: 'id' },
    (after, limit) => listDeadLetters(ctx.tx, organizationId, { state, consumer, after, limit }),
    toItem,
  );
});

const toItem = ({ traceparent, exactly: _, ...letter }: DeadLetter) => ({
  ...letter,
  traceId: traceparent?.split('-')[1] ?? null,
});

const replay = handle(calls.replayDeadLetter, async ({ deadLetterId }, ctx) => {
  if (!(await replayDeadLetter(ctx.tx, deadLetterId, ofOrganization(ctx).organizationId)))
    ctx.fail('not-found', 'There is no dead message with this id; it may have been replayed already.');
  ctx.afterCommit(ctx.system.revive);
  return { id: deadLetterId, status: 'waiting' as const };
});

const replayAll = handle(calls.replayDeadLetters, async ({ consumer }, ctx) => {
  const replayed = await replayDeadLetters(ctx.tx, ofOrganization(ctx).organizationId, consumer);
  ctx.afterCommit(ctx.system.revive);
  return { replayed };
});

async function move(ctx: Context, state: DeadState, id: string): Promise<void> {
  if (await moveDeadLetter(ctx.tx, state, id, ofOrganization(ctx).organizationId)) return;
  ctx.fail('not-found', `There is no ${state === 'dead' ? 'discarded' : 'dead'} message with this id.`);
}

const discard = handle(calls.discardDeadLetter, async ({ deadLetterId }, ctx) => {
  await move(ctx, 'discarded', deadLetterId);
  return { id: deadLetterId, status: 'discarded' as const };
});

const restore = handle(calls.restoreDeadLetter, async ({ deadLetterId }, ctx) => {
  await move(ctx, 'dead', deadLetterId);
  return { id: deadLetterId, status: 'dead' as const };
});

export const deadLetterHandlers = [listed, replay, replayAll, discard, restore];
