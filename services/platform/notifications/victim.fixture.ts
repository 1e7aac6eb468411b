/** A whole process to be killed: started by crash.test.ts, with its settings in the first argument. */
import { boot } from '@kernos/kernel/boot';
import { loadConfig } from '@kernos/kernel/config';
import { emitIn, services } from './notifications.fixture.ts';

export interface VictimOptions {
  readonly env: Record<string, string>;
  readonly crashAt?: string;
  /** Milliseconds that its clock is ahead: so that nobody waits for the leases of those who were killed. */
  readonly ahead: number;
  /** Calls between services go over HTTP, and lose their first reply, as in the run that this belongs to. */
  readonly remote: boolean;
}
export interface Announcement {
  readonly type: string;
  readonly data: Record<string, unknown>;
  readonly organizationId: string;
}

const { env, crashAt, ahead, remote } = JSON.parse(process.argv[2] as string) as VictimOptions;
const system = await boot({
  config: loadConfig(env),
  env,
  services,
  version: 'test',
  clock: () => new Date(Date.now() + ahead),
  crashAt,
  ...(remote && { remoteCalls: { loseFirstReply: true } }),
});
process.on('message', ({ type, data, organizationId }: Announcement) => {
  emitIn(system, type, data, organizationId).then(
    () => process.send?.('announced'),
    () => process.exit(1),
  );
});
process.on('SIGTERM', () => {
  system.stop().then(
    () => process.exit(0),
    () => process.exit(1),
  );
});
process.send?.('ready');
