/** Data that people had: each kept folder is opened by the code of today, shows what was in it, and goes on. */
import assert from 'node:assert/strict';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, it } from 'node:test';
import { boot, type System } from '@kernos/kernel/boot';
import { loadConfig } from '@kernos/kernel/config';
import { startPostgres } from '@kernos/kernel/engines/embedded-postgres';
import { OrganizationKeys } from '@kernos/kernel/organization-keys';
import { Store } from '@kernos/kernel/store';
import { systemSecrets } from '@kernos/kernel/system-secret';
import { settled } from '@kernos/kernel/test-database';
import { courses } from '@kernos/services/learning/courses/contract';
import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { progress } from '@kernos/services/learning/progress/contract';
import { assistant } from '@kernos/services/platform/assistant/contract';
import { identity } from '@kernos/services/platform/identity/contract';
import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { notifications } from '@kernos/services/platform/notifications/contract';
import { operations } from '@kernos/services/platform/operations/contract';
import { anonymously, signIn } from '../api.ts';
import { services } from '../services.ts';
import { KEPT_PASSWORD, kept, keptSettings } from './people.fixture.ts';

const here = import.meta.dirname;
const folders = (await readdir(here, { withFileTypes: true })).filter((entry) => entry.isDirectory());

async function restore(folder: string, dataDir: string): Promise<void> {
  await cp(join(folder, 'files'), join(dataDir, 'files'), { recursive: true });
  const postgres = await startPostgres({ dataDir, durable: false });
  const store = new Store(postgres.url, { connections: 1 });
  for (const name of ['roles.sql', 'database.sql'])
    await store.query({ text: await readFile(join(folder, name), 'utf8') });
  await store.close();
  await postgres.stop();
}

for (const { name } of folders)
  describe(`a data folder of ${name}`, () => {
    let dataDir: string;
    let system: System;
    before(async () => {
      dataDir = await mkdtemp(join(tmpdir(), 'kernos-kept-'));
      await restore(join(here, name), dataDir);
      const settings = keptSettings(dataDir);
      system = await boot({ config: loadConfig(settings), env: settings, services, version: 'test' });
      await system.leading;
    });
    after(async () => {
      await system?.stop();
      await rm(dataDir, { recursive: true, force: true });
    });

    const signedIn = (email: string, password = KEPT_PASSWORD) => signIn(email, password, system.url);

    it('shows a learner what they did', async () => {
      const as = await signedIn(kept.learner);
      const [record] = (await as(progress).mine({})).items;
      assert.equal(record?.percent, 100);
      const { courseId } = record;
      const [certificate] = (await as(progress).certificates({})).items;
      assert.ok(certificate);
      const pdf = await as(progress).certificate({ courseId });
      assert.equal(
        Buffer.from(pdf.body as Uint8Array)
          .subarray(0, 5)
          .toString(),
        '%PDF-',
      );
      const { modules } = await as(courses).get({ courseId });
      const lessonId = modules[0]?.lessons[0]?.id ?? '';
      assert.equal((await as(progress).note({ lessonId })).text, kept.note);
      const [conversation] = (await as(assistant).conversations({})).items;
      assert.equal(conversation?.title, kept.question);
      assert.equal((await as(assistant).keys({})).items[0]?.name, 'Kept');
      assert.ok((await as(notifications).list({})).items.length > 0);
    });

    it('shows an instructor what they wrote', async () => {
      const as = await signedIn(kept.instructor);
      const { items } = await as(courses).list({ mine: true });
      const course = items.find(({ title }) => title === kept.draft);
      const { modules } = await as(courses).get({ courseId: course?.id ?? '' });
      const lessonId = modules[0]?.lessons[0]?.id ?? '';
      assert.match((await as(courses).lesson({ lessonId, draft: true })).html, new RegExp(kept.sentence));
      const file = (await as(courses).files({ courseId: course?.id ?? '' })).items[0];
      const { body } = await as(courses).file({ courseId: course?.id ?? '', fileId: file?.id ?? '' });
      assert.equal(Buffer.from(body as Uint8Array).toString(), kept.sentence);
      assert.equal((await as(knowledge).documents({})).items[0]?.title, 'A kept document');
    });

    it('shows an administrator what they set', async () => {
      const as = await signedIn(kept.admin);
      assert.equal((await as(identity).invitations({})).items[0]?.email, kept.invited);
      assert.equal((await as(notifications).endpoints({})).items[0]?.url, kept.endpoint);
      assert.equal((await as(assistant).usage({})).budget.monthlyTokens, 12_345);
      const { items } = await as(operations).audit({});
      assert.ok(items.length > 0);
      assert.deepEqual((await as(operations).deadLetters({})).items, []);
    });

    it('keeps encrypted from now on what it kept in plain text, and opens it as before', async () => {
      const store = new Store(system.databaseUrl, { connections: 1 });
      const keys = await OrganizationKeys.open(store, await systemSecrets(system.config));
      const tables = ['notifications.endpoints', 'notifications.keys', 'identity.signing_keys'];
      const dumped = (await readFile(join(here, name, 'database.sql'), 'utf8')).split('\n');
      const plain = tables.flatMap((table) =>
        dumped.filter((line) => line.startsWith(`INSERT INTO ${table} `)),
      );
      const secrets = plain.flatMap(
        (line) => line.match(/whsec_[^']+|(?<="d": ")[^"]+|(?<='")[\w-]{43}(?="')/g) ?? [],
      );
      assert.ok(secrets.length >= 3 || plain.length === 0, `${secrets.length}`);
      for (const table of tables) {
        const { rows } = await store.query<{ row: string }>({
          text: `SELECT t::text AS row FROM ${table} t`,
        });
        for (const secret of secrets)
          assert.ok(!JSON.stringify(rows).includes(secret), `${secret} in ${table}`);
      }
      const { rows } = await store.query<{ secret: Buffer; owner: string }>({
        text: 'SELECT secret, organization_id AS owner FROM notifications.endpoints',
      });
      for (const { secret, owner } of rows)
        assert.ok(
          secrets.includes((await keys.cipherOf(owner)).decrypt('notifications.endpoints.secret', secret)),
        );
      assert.equal(rows.length, 1);
      await store.close();
    });

    it('goes on: somebody new learns, and what follows happens', async () => {
      const account = { name: 'Nora New', email: 'nora@example.org', password: 'a password of this test' };
      await anonymously(identity, system.url).register(account);
      const as = await signedIn(account.email, account.password);
      const { items } = await as(courses).list({});
      const courseId = items.find(({ title }) => title.startsWith('Welcome'))?.id ?? '';
      await as(enrollments).enroll({ courseId });
      const { modules } = await as(courses).get({ courseId });
      for (const { id } of modules.flatMap(({ lessons }) => lessons))
        await as(progress).complete({ lessonId: id });
      await settled(system.databaseUrl);
      const told = (await as(notifications).list({})).items.map(({ kind }) => kind);
      assert.ok(told.includes('learning.enrolled'), told.join());
      assert.equal((await as(progress).certificates({})).items.length, 1);
    });
  });
