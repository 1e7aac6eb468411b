/** The kernel's route under measurement: the whole of it, on a real system, without a statement. */
import { boot } from '@kernos/kernel/boot';
import { loadConfig } from '@kernos/kernel/config';
import { anyone, contract } from '@kernos/kernel/contract';
import { handle, service } from '@kernos/kernel/service';
import { Echo, EchoBody } from './echo.ts';

const echo = contract('echo', {
  calls: {
    echo: {
      method: 'POST',
      path: '/echo',
      summary: 'Says it again',
      access: anyone,
      body: EchoBody,
      reply: { 200: Echo },
    },
  },
});

const system = await boot({
  config: loadConfig({ ...process.env, PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'warn' }),
  services: [service(echo, { calls: [handle(echo.calls.echo, async (input) => input)] })],
  version: 'bench',
});
process.send?.(system.url);
process.once('SIGTERM', () => {
  void system.stop().then(() => process.exit(0));
});
