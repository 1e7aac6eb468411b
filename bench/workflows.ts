/** What a run of a workflow of three steps costs, beside the three rows that it writes. */
import { setTimeout as sleep } from 'node:timers/promises';
import { alternate, median, processorTime, report, startServer, temporaryFolder } from './measure.ts';

const RUNS = 1_000;

export async function benchWorkflows(): Promise<boolean> {
  await using folder = await temporaryFolder();
  await using server = await startServer(new URL('./workflows-server.ts', import.meta.url), {
    KERNOS_DATA: folder.path,
  });
  const ask = async (path: string, runs?: number): Promise<number> => {
    const reply = await fetch(`${server.url}/api/${path}`, {
      ...(runs && {
        method: 'POST',
        body: JSON.stringify({ runs }),
        headers: { 'content-type': 'application/json' },
      }),
    });
    if (!reply.ok) throw new Error(await reply.text());
    return ((await reply.json()) as { runs: number }).runs;
  };
  const measured = (costs: number[], work: () => Promise<void>) => async () => {
    const [before, began] = [await processorTime(server.process.pid), performance.now()];
    await work();
    const seconds = (performance.now() - began) / 1_000;
    costs.push(((await processorTime(server.process.pid)) - before) / RUNS);
    return RUNS / seconds;
  };
  const [runCosts, bareCosts]: [number[], number[]] = [[], []];
  const run = measured(runCosts, async () => {
    await ask('begin', RUNS);
    while ((await ask('open')) > 0) await sleep(20);
  });
  const bare = measured(bareCosts, async () => {
    await ask('bare', RUNS);
  });
  const { ours, limit, ratio } = await alternate(run, bare);
  const result = report(
    'a run of three steps',
    `${ours.toFixed(0)}/s`,
    `its three rows in bare transactions ${limit.toFixed(0)}/s`,
    ratio,
    { atLeast: 0.25 },
  );
  const [a, b] = [median(runCosts.slice(1)), median(bareCosts.slice(1))];
  console.log(
    `        a run takes ${a.toFixed(0)} µs of processor time (database included), its rows alone ${b.toFixed(0)}`,
  );
  return result;
}

if (import.meta.main) process.exitCode = (await benchWorkflows()) ? 0 : 1;
