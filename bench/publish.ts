/** What publishing an event costs a call that writes a row anyway. */
import { alternate, load, report, startServer, temporaryFolder } from './measure.ts';

const ROUNDS = 7;

export async function benchPublish(): Promise<boolean> {
  await using folder = await temporaryFolder();
  await using server = await startServer(new URL('./publish-server.ts', import.meta.url), {
    KERNOS_DATA: folder.path,
  });
  const run = (path: string) => async () => {
    const { perSecond, failed } = await load({
      url: `${server.url}/api/${path}`,
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ text: 'The quick brown fox jumps over the lazy dog' }),
    });
    if (failed > 0) throw new Error(`${failed} requests failed`);
    return perSecond;
  };
  const { ours, limit, ratio } = await alternate(ROUNDS, run('announced'), run('silent'));
  return report(
    'a write with its event',
    `${ours.toFixed(0)}/s`,
    `the write alone ${limit.toFixed(0)}/s`,
    ratio,
    { atLeast: 0.9 },
  );
}

if (import.meta.main) process.exitCode = (await benchPublish()) ? 0 : 1;
