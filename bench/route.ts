/** The kernel's route against bare Fastify with the same schemas. */
import { echoRequest } from './echo.ts';
import { alternate, load, report, startServer, temporaryFolder } from './measure.ts';

const ROUNDS = 5;

export async function benchRoute(): Promise<boolean> {
  await using folder = await temporaryFolder();
  await using bare = await startServer(new URL('./route-bare.ts', import.meta.url));
  await using kernel = await startServer(new URL('./route-kernel.ts', import.meta.url), {
    KERNOS_DATA: folder.path,
  });
  const run = (url: string) => async () => {
    const { perSecond, failed } = await load({
      url: `${url}/api/echo`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(echoRequest),
    });
    if (failed > 0) throw new Error(`${failed} requests failed`);
    return perSecond;
  };
  const { ours, limit, ratio } = await alternate(ROUNDS, run(kernel.url), run(bare.url));
  return report('a validated POST', `${ours.toFixed(0)}/s`, `bare Fastify ${limit.toFixed(0)}/s`, ratio, {
    atLeast: 0.85,
  });
}

if (import.meta.main) process.exitCode = (await benchRoute()) ? 0 : 1;
