/** The kernel's route against Fastify with the same schemas: as bare as it comes, and with the same headers and metrics. */
import { echoRequest } from './echo.ts';
import { alternate, report, type Server, startServer, temporaryFolder, turnsOf } from './measure.ts';

const limits = [
  { env: { BARE: 'alike' }, name: 'Fastify with the same headers and metrics', atLeast: 0.85 },
  { env: {}, name: 'bare Fastify', atLeast: 0.75 },
];

export async function benchRoute(): Promise<boolean> {
  await using folder = await temporaryFolder();
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
  let holds = true;
  for (const { env, name, atLeast } of limits) {
    await using bare = await startServer(new URL('./route-bare.ts', import.meta.url), env);
    const [whole, alone] = [turns(kernel), turns(bare)];
    const { ours, limit, ratio } = await alternate(whole.run, alone.run);
    const promise = { atLeast };
    const held = report(
      'a validated POST',
      `${ours.toFixed(0)}/s`,
      `${name} ${limit.toFixed(0)}/s`,
      ratio,
      promise,
    );
    console.log(`        each takes ${whole.cost()}, of ${name} ${alone.cost()}`);
    holds &&= held;
  }
  return holds;
}

if (import.meta.main) process.exitCode = (await benchRoute()) ? 0 : 1;
