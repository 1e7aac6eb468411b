/** A service with two TCP listeners: one for measurements, known by a number of their source, one known by a key each. */
import { boot } from '@kernos/kernel/boot';
import { loadConfig } from '@kernos/kernel/config';
import { contract } from '@kernos/kernel/contract';
import { json, listen, tcp } from '@kernos/kernel/listen';
import { service } from '@kernos/kernel/service';
import { Type } from 'typebox';

const { env } = process;
const organizationId = '01980000-0000-7000-8000-000000000001';
const measurements = contract('measurements', { calls: {}, events: {} });
const readMeasurement = json(Type.Object({ source: Type.String(), n: Type.Integer(), value: Type.Number() }));
const readReading = json(Type.Object({ id: Type.String(), value: Type.Number() }));

const authenticate = {
  credentialOf: () => 'the bench',
  organizationOf: async () => organizationId,
};
const common = { authenticate, batch: { atMost: 1_000, withinMs: 5 } };
const through = () => tcp({ port: 0, framing: 'line', maxBytes: 1_000 });

const system = await boot({
  config: loadConfig({ ...env, PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'warn' }),
  services: [
    service(measurements, {
      migrations: new URL('./inbound-migrations/', import.meta.url),
      listeners: {
        numbered: listen(measurements, {
          ...common,
          through,
          parse: readMeasurement,
          sequenceOf: ({ source, n }) => ({ source, sequence: n }),
          runMany: async (batch, ctx) => {
            await ctx.tx.query({
              name: 'measurements.insert',
              text: `INSERT INTO measurements.measurements (source, sequence, value)
                     SELECT * FROM unnest($1::text[], $2::bigint[], $3::float8[])`,
              values: [
                batch.map(({ source }) => source),
                batch.map(({ n }) => n),
                batch.map(({ value }) => value),
              ],
            });
          },
          acknowledge: ({ n }) => `ok ${n}`,
        }),
        keyed: listen(measurements, {
          ...common,
          through,
          parse: readReading,
          keyOf: ({ id }) => id,
          runMany: async (batch, ctx) => {
            await ctx.tx.query({
              name: 'readings.insert',
              text: 'INSERT INTO measurements.readings (id, value) SELECT * FROM unnest($1::text[], $2::float8[])',
              values: [batch.map(({ id }) => id), batch.map(({ value }) => value)],
            });
          },
          acknowledge: ({ id }) => `ok ${id}`,
        }),
      },
    }),
  ],
  version: 'bench',
});
process.send?.({
  url: system.url,
  databaseUrl: system.databaseUrl,
  numbered: system.listeners.get('measurements.numbered'),
  keyed: system.listeners.get('measurements.keyed'),
});
process.once('SIGTERM', () => {
  void system.stop().then(() => process.exit(0));
});
