/** How many changes a second the effects of which keep up with them, all in one process. */
import { setTimeout as sleep } from 'node:timers/promises';
import { outboxLagSeconds } from '@kernos/kernel/lag';
import type { Store } from '@kernos/kernel/store';
import type autocannon from 'autocannon';
import { load, report, TURN_SECONDS } from './measure.ts';

const STEADY_SECONDS = 6;
/** Of the rate that was found, so much is offered: a little room, as anybody would leave. */
const OFFERED = 0.8;
/** They keep up where all of them are done so soon after the last change. */
const DONE_WITHIN_MS = 2_000;
/** Rarely: each look reads what all consumers have before them. */
const LOOK_EVERY_MS = 250;

/** Waits until all that follows from what was committed is done. */
export async function settled(store: Store): Promise<void> {
  for (;;) {
    const { rows } = await store.query<{ open: number }>({
      text: `SELECT (SELECT count(*) FROM kernel.workflows WHERE status = 'running')
                  + (SELECT count(*) FROM kernel.deliveries WHERE state = 'waiting') AS open`,
    });
    if (rows[0]?.open === 0 && (await outboxLagSeconds(store)) === 0) return;
    await sleep(LOOK_EVERY_MS);
  }
}

/**
 * Makes changes as fast as they go for a while and waits for the effects: so many changes a second are had with all
 * that follows. Then offers nearly as many, steadily, and says how long after the last of them all is done.
 */
export async function benchEffects(
  what: string,
  store: Store,
  options: autocannon.Options,
): Promise<boolean> {
  await settled(store);
  const began = performance.now();
  const { answered } = await load({ ...options, duration: TURN_SECONDS });
  await settled(store);
  const perSecond = (answered * 1_000) / (performance.now() - began);
  const offered = Math.max(1, Math.floor(perSecond * OFFERED));
  const steady = await load({ ...options, duration: STEADY_SECONDS, overallRate: offered });
  const ended = performance.now();
  await settled(store);
  const late = performance.now() - ended;
  console.log(
    `        ${what} with all that follows, until all of it is done: ${perSecond.toFixed(0)}/s; slowest 1 % at ${offered}/s ${steady.p99} ms`,
  );
  return report(
    `effects of ${what} at a steady ${steady.perSecond.toFixed(0)}/s, done after the last`,
    `${late.toFixed(0)} ms`,
    `${DONE_WITHIN_MS} ms`,
    late / DONE_WITHIN_MS,
    { atMost: 1 },
  );
}
