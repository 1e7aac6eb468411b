/** A system of so many small services, all alike, out of a folder that footprint-services.ts has written. */
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { boot } from '@kernos/kernel/boot';
import { loadConfig } from '@kernos/kernel/config';
import type { ServiceDefinition } from '@kernos/kernel/service';

const { SERVICES_FOLDER = '', SERVICES_COUNT = '0' } = process.env;
const services: ServiceDefinition[] = [];
for (let n = 0; n < Number(SERVICES_COUNT); n += 1) {
  const file = pathToFileURL(join(SERVICES_FOLDER, `small${n}`, 'service.ts')).href;
  services.push(((await import(file)) as { smallService: ServiceDefinition }).smallService);
}

const system = await boot({
  config: loadConfig({ ...process.env, PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'warn' }),
  services,
  version: 'bench',
});
// Of this process alone, and finer than what Linux counts for others.
const { user, system: kernel } = process.cpuUsage();
process.send?.({ url: system.url, cpuMs: (user + kernel) / 1_000 });
process.once('SIGTERM', () => {
  void system.stop().then(() => process.exit(0));
});
