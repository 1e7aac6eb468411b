/**
 * `npm run test:api`: Schemathesis asks a running system whatever its OpenAPI document allows and forbids, with every
 * check that it knows, as nobody, as a learner, an instructor and an administrator. `-- --long` asks ten times as much;
 * `-- --as learner` as one of them. Ends on `N passed, N failed, N skipped`, a role each.
 *
 * It is a program in Python, in an environment of its own below `.kernos`, made once for each version of it. Skipped,
 * by name, where there is no Python or the environment cannot be made.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { client } from '@kernos/kernel/client';
import type { AnyCall, Contract } from '@kernos/kernel/contract';
import { identity } from '@kernos/services/platform/identity/contract';
import { services } from '../apps/server/services.ts';

const root = dirname(import.meta.dirname);
const requirements = join(import.meta.dirname, 'test-api.requirements.txt');
const PASSWORD = 'for the tests of the API alone';
/** Whom it asks as: the people of the demo. */
const people = {
  anonymous: null,
  learner: 'learner@demo.kernos',
  instructor: 'instructor@demo.kernos',
  admin: 'admin@demo.kernos',
};

/** They end the session that everything is asked with. */
const endings = [
  'identity.logout',
  'identity.revokeSession',
  'identity.revokeOtherSessions',
  'identity.switchOrganization',
];

/** Their input has rules beyond its schema, which are told by the field and not by a code of its own. */
const judgedByHand = [
  'identity.register',
  'identity.createMember',
  'identity.changePassword',
  'identity.acceptInvitation',
  'identity.invite',
  'identity.updateMember',
];

const { values } = parseArgs({
  options: { long: { type: 'boolean', default: false }, as: { type: 'string' } },
});
const asked = Object.entries(people).filter(([role]) => values.as === undefined || values.as === role);

const folder = mkdtempSync(join(tmpdir(), 'kernos-test-api-'));
const program = await schemathesis();
if (program === null) {
  console.log(`0 passed, 0 failed, ${asked.length} skipped`);
  process.exit(0);
}
const server = startSystem();
try {
  const [{ url }] = (await once(server, 'message')) as [{ url: string }];
  let failed = 0;
  for (const [role, email] of asked) if (!(await ask(program, url, role, email))) failed += 1;
  console.log(`${asked.length - failed} passed, ${failed} failed, 0 skipped`);
  process.exitCode = failed === 0 ? 0 : 1;
} finally {
  server.kill();
  await once(server, 'exit');
  rmSync(folder, { recursive: true, force: true });
}

/** The program, installed; null where that cannot be done, which is said. */
async function schemathesis(): Promise<string | null> {
  const version = readFileSync(requirements, 'utf8').match(/^schemathesis==(\S+)/m)?.[1];
  const home = join(root, `.kernos/schemathesis-${version}`);
  const found = join(home, 'bin/schemathesis');
  if (existsSync(found)) return found;
  const isMade =
    (await succeeds('python3', ['-m', 'venv', '--clear', home])) &&
    (await succeeds(join(home, 'bin/pip'), [
      'install',
      '--quiet',
      '--disable-pip-version-check',
      '-r',
      requirements,
    ]));
  if (isMade) return found;
  console.log('Skipped: test:api needs Python 3.10 or newer with venv, and PyPI the first time.');
  return null;
}

function succeeds(command: string, args: readonly string[]): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: folder, stdio: 'inherit' });
    child.once('error', () => resolve(false));
    child.once('exit', (code) => resolve(code === 0));
  });
}

/** The whole system, with the people and the course of the demo. */
function startSystem(): ChildProcess {
  const { DATABASE_URL: _, ...env } = process.env;
  const server = fork(join(root, 'scripts/launch.mjs'), [join(root, 'apps/server/main.ts')], {
    env: {
      ...env,
      PORT: '0',
      KERNOS_DATA: folder,
      DEMO_PASSWORD: PASSWORD,
      RATE_LIMIT: 'off',
      LOG_LEVEL: 'error',
    },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  server.once('exit', (code) => {
    if (code) throw new Error(`the system ended with ${code}`);
  });
  return server;
}

/**
 * What it cannot know by the document: which refusals of a request that keeps to its schema are rules of the call. All
 * that a contract declares are, and that there is no such thing, or another version of it.
 */
function configuration(): string {
  const calls = services.flatMap(({ contract }) => Object.values((contract as Contract).calls) as AnyCall[]);
  const rules = (call: AnyCall) => [
    ...Object.values(call.errors ?? {}),
    ...(judgedByHand.includes(call.id) ? [400] : []),
  ];
  const operations = calls
    .filter(({ access }) => access.kind !== 'internal')
    .map((call) => {
      const statuses = [...new Set([...rules(call), 401, 403, 404, 406, 409, 412, 422, 428])];
      return `[[operations]]
include-operation-id = "${call.id}"
checks.positive_data_acceptance.expected-statuses = ["2xx", "3xx", ${statuses.map((status) => `"${status}"`).join(', ')}]
`;
    });
  return `color = false
[generation]
allow-x00 = false
${operations.join('')}`;
}

async function ask(command: string, url: string, role: string, email: string | null): Promise<boolean> {
  console.log(`\n── as ${role}`);
  const { accessToken } = email
    ? await client(identity, { baseUrl: url }).login({ email, password: PASSWORD })
    : { accessToken: undefined };
  const settings = join(folder, 'schemathesis.toml');
  writeFileSync(settings, configuration());
  return succeeds(command, [
    ...['--config-file', settings, 'run', `${url}/api/openapi.json`, '--url', url],
    ...(accessToken ? ['--header', `Authorization: Bearer ${accessToken}`] : []),
    ...endings.flatMap((id) => ['--exclude-operation-id', id]),
    ...['--checks', 'all', '--seed', '1', '--no-shrink', '--workers', '2', '--warnings', 'off'],
    ...(values.long ? ['--max-examples', '50'] : ['--max-examples', '1', '--phases', 'fuzzing']),
  ]);
}
