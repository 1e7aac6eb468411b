/** The engine behind `Hints` passes the suite of the port. */
import { after, describe, test } from 'node:test';
import { hintsConformance } from '../ports/hints.conformance.fixture.ts';
import { Store } from '../store/store.ts';
import { startTestSystem } from '../testing.ts';
import { NotifyHints } from './notify-hints.ts';

const system = await startTestSystem({ services: [] });
const store = new Store(system.system.databaseUrl, { connections: 4 });
// Nothing listens at this port.
const nowhere = new Store('postgres://nobody@127.0.0.1:1/nowhere', { connections: 1 });
after(async () => {
  await Promise.all([store.close(), nowhere.close()]);
  await system[Symbol.asyncDispose]();
});

describe('hints over NOTIFY', () => {
  const cut = async () => {
    await store.query({
      text: `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
              WHERE datname = current_database() AND application_name = 'kernos hints'`,
    });
  };
  for (const [sentence, holds] of Object.entries(hintsConformance))
    test(sentence, () =>
      holds({ open: () => new NotifyHints(store), cut, broken: new NotifyHints(nowhere) }),
    );
});
