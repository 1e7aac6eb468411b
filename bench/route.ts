/** The kernel's route against bare Fastify with the same schemas. */
import { echoRequest } from './echo.ts';
import { alternate, report, type Server, startServer, temporaryFolder, turnsOf } from './measure.ts';

export async function benchRoute(): Promise<boolean> {
  await using folder = await temporaryFolder();
  await using bare = await startServer(new URL('./route-bare.ts', import.meta.url));
  await using kernel = await startServer(new URL('./route-kernel.ts', import.meta.url), {
    KERNOS_DATA: folder.path,
  });
  const turns = (server: Server) =>
    turnsOf(server, {
      url: `${server.url}/api/echo`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(echoRequest),
    });
  const [whole, alone] = [turns(kernel), turns(bare)];
  const { ours, limit, ratio } = await alternate(whole.run, alone.run);
  const result = report(
    'a validated POST',
    `${ours.toFixed(0)}/s`,
    `bare Fastify ${limit.toFixed(0)}/s`,
    ratio,
    { atLeast: 0.85 },
  );
  console.log(`        each takes ${whole.cost()}, of bare Fastify ${alone.cost()}`);
  return result;
}

if (import.meta.main) process.exitCode = (await benchRoute()) ? 0 : 1;
