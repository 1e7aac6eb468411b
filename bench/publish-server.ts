/** Two calls that write the same row; one of them publishes an event with it. */
import { boot } from '@kernos/kernel/boot';
import { loadConfig } from '@kernos/kernel/config';
import { anyone, contract, event } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
import { Id, Text } from '@kernos/kernel/schemas';
import { handle, service } from '@kernos/kernel/service';
import type { Tx } from '@kernos/kernel/store';
import { Type } from 'typebox';

const body = Type.Object({ text: Text(1, 200) });
const reply = { 201: Type.Object({ id: Id }) };
const writes = contract('writes', {
  calls: {
    silent: { method: 'POST', path: '/silent', summary: 'Writes a row', access: anyone, body, reply },
    announced: {
      method: 'POST',
      path: '/announced',
      summary: 'Writes a row and says so',
      access: anyone,
      body,
      reply,
    },
  },
  events: { 'row.written': event('A row was written.', 'id', { id: Id, text: Type.String() }) },
});

async function write(tx: Tx, text: string): Promise<string> {
  const id = newId();
  await tx.query({
    name: 'writes.insert',
    text: 'INSERT INTO writes.writes (id, text) VALUES ($1, $2)',
    values: [id, text],
  });
  return id;
}

const system = await boot({
  config: loadConfig({ ...process.env, PORT: '0', RATE_LIMIT: 'off', LOG_LEVEL: 'warn' }),
  services: [
    service(writes, {
      migrations: new URL('./publish-migrations/', import.meta.url),
      calls: [
        handle(writes.calls.silent, async ({ text }, ctx) => ({ id: await write(ctx.tx, text) })),
        handle(writes.calls.announced, async ({ text }, ctx) => {
          const id = await write(ctx.tx, text);
          ctx.publish('row.written', { id, text });
          return { id };
        }),
      ],
    }),
  ],
  version: 'bench',
});
process.send?.(system.url);
process.once('SIGTERM', () => {
  void system.stop().then(() => process.exit(0));
});
