/** A process of its own that runs the service of monitors; says where its listeners are, and may end at a crash point. */
import { boot } from '../../src/boot.ts';
import { loadConfig } from '../../src/config/config.ts';
import { monitorsService } from './monitors.ts';

const { env } = process;

const system = await boot({
  config: loadConfig({ ...env, PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'silent' }),
  env: env as Record<string, string>,
  services: [monitorsService],
  version: 'test',
  crashAt: env.CRASH_AT,
});
process.send?.(Object.fromEntries(system.listeners));
