/** What publishing an event costs a call that writes a row anyway. */
import { alternate, report, startServer, temporaryFolder, turnsOf } from './measure.ts';

export async function benchPublish(): Promise<boolean> {
  await using folder = await temporaryFolder();
  await using server = await startServer(new URL('./publish-server.ts', import.meta.url), {
    KERNOS_DATA: folder.path,
  });
  const turns = (path: string) =>
    turnsOf(server, {
      url: `${server.url}/api/${path}`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'The quick brown fox jumps over the lazy dog' }),
    });
  const [announced, silent] = [turns('announced'), turns('silent')];
  const { ours, limit, ratio } = await alternate(announced.run, silent.run);
  const result = report(
    'a write with its event',
    `${ours.toFixed(0)}/s`,
    `the write alone ${limit.toFixed(0)}/s`,
    ratio,
    { atLeast: 0.88 },
  );
  console.log(`        each takes ${announced.cost()} (database included), the write alone ${silent.cost()}`);
  return result;
}

if (import.meta.main) process.exitCode = (await benchPublish()) ? 0 : 1;
