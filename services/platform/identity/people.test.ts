/** Looking people up costs what they are, not what their organization is. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { Store } from '@kernos/kernel/store';
import { findPeople } from './account-store.ts';
import { startIdentity } from './identity.fixture.ts';

const here = await startIdentity();
after(() => here[Symbol.asyncDispose]());

interface Plan {
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** How many rows of a table a plan read. */
const rowsRead = (plan: Plan, table: string): number => {
  const own = (plan['Actual Rows'] + (plan['Rows Removed by Filter'] ?? 0)) * plan['Actual Loops'];
  const below = (plan.Plans ?? []).reduce((sum, part) => sum + rowsRead(part, table), 0);
  return below + (plan['Relation Name'] === table ? own : 0);
};

test('two people of an organization are found without reading its other members', async () => {
  const admin = await here.register('Host');
  const organizationId = admin.signedIn.user.organizationId ?? '';
  const members = Array.from({ length: 200 }, () => crypto.randomUUID());
  await here.system.sql({
    text: `WITH made AS (
             INSERT INTO identity.accounts (id, email, name, home_organization_id, created_at)
             SELECT id, id || '@example.org', 'Member', $2, now() FROM unnest($1::uuid[]) AS id RETURNING id
           )
           INSERT INTO identity.memberships (organization_id, account_id, roles, joined_at)
           SELECT $2, id, '{learner}', now() FROM made`,
    values: [members, organizationId],
  });
  await here.system.sql({ text: 'ANALYZE identity.accounts, identity.memberships' });
  const store = new Store(here.system.system.databaseUrl);
  const client = await store.pool.connect();
  try {
    await client.query(
      `BEGIN; SET LOCAL ROLE kernos_identity; SET LOCAL kernos.organization = '${organizationId}'; SET LOCAL kernos.scope = 'organization'`,
    );
    const query = async ({ text, values }: { text: string; values?: readonly unknown[] }) => {
      const explained = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) ${text}`, [...(values ?? [])]);
      const [{ Plan: plan }] = Object.values(explained.rows[0])[0] as [{ Plan: Plan }];
      return { rows: [plan], rowCount: 1 };
    };
    const [plan] = await findPeople({ tx: { query } } as never, members.slice(0, 2));
    assert.ok(plan);
    assert.equal(rowsRead(plan as never, 'accounts'), 2);
    // Each once to see them, and once to see whether they belong there still.
    assert.equal(rowsRead(plan as never, 'memberships'), 4);
  } finally {
    client.release(true);
    await store.close();
  }
});

test('what runs often is planned once, however many people it is about', async () => {
  const store = new Store(here.system.system.databaseUrl);
  const client = await store.pool.connect();
  try {
    const query = (sql: { text: string }) => client.query(sql);
    for (let n = 0; n < 10; n += 1) await findPeople({ tx: { query } } as never, [crypto.randomUUID()]);
    const { rows } = await client.query<{ plans: string }>(
      `SELECT custom_plans::int AS plans FROM pg_prepared_statements WHERE name = 'identity.people'`,
    );
    assert.deepEqual(rows, [{ plans: 5 }], 'PostgreSQL takes five looks before it keeps a plan');
  } finally {
    client.release(true);
    await store.close();
  }
});
