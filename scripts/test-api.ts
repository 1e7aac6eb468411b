/**
 * `npm run test:api`: Schemathesis asks a running system whatever its OpenAPI document allows and forbids, with every
 * check that it knows, as nobody, as a learner, an instructor and an administrator. Ends on `N passed, N failed, N
 * skipped`, a role each.
 *
 * In the default run each operation is asked by the first of the four who may use it: the same is answered to the
 * others, and who may use what is tried by apps/server/access. It is asked for all kinds of what it allows, and by chance
 * for what it forbids. `-- --long` asks for all of it as each of them, follows what was made from operation to
 * operation, and sends more by chance. `-- --as learner` is one of them, `-- --seed 7` other
 * chances.
 *
 * It is a program in Python, in an environment of its own below `.kernos`, made once for each version of it. Skipped,
 * by name, where there is no Python or the environment cannot be made.
 */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { parseArgs } from 'node:util';
import { client } from '@kernos/kernel/client';
import type { AnyCall, Contract } from '@kernos/kernel/contract';
import { identity } from '@kernos/services/platform/identity/contract';
import { services } from '../apps/server/services.ts';

const root = dirname(import.meta.dirname);
const requirements = join(import.meta.dirname, 'test-api.requirements.txt');
const PASSWORD = 'for the tests of the API alone';

/** Whom it asks as: the people of the demo, who may do least first. */
const people = {
  anonymous: null,
  learner: 'learner@demo.kernos',
  instructor: 'instructor@demo.kernos',
  admin: 'admin@demo.kernos',
} as const;
type Role = keyof typeof people;
const roles = Object.keys(people) as Role[];

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    as: { type: 'string' },
    seed: { type: 'string', default: '1' },
  },
});
const asked = roles.filter((role) => values.as === undefined || values.as === role);
if (asked.length === 0) throw new Error(`--as is one of ${roles.join(', ')}`);

const folder = mkdtempSync(join(tmpdir(), 'kernos-test-api-'));
const program = await schemathesis();
if (program === null) {
  rmSync(folder, { recursive: true, force: true });
  console.log(`0 passed, 0 failed, ${asked.length} skipped`);
  process.exit(0);
}
const server = startSystem();
let failed = 0;
try {
  const [{ url }] = (await once(server, 'message')) as [{ url: string }];
  const organizationId = (await organizationOf(url, 'admin')) ?? '';
  console.log(`Asking with the seed ${values.seed}; \`-- --seed ${values.seed}\` asks the same again.`);
  // An administrator can remove the others: after them.
  const turns = [asked.filter((role) => role !== 'admin'), asked.filter((role) => role === 'admin')];
  for (const together of turns) {
    const results = await Promise.all(together.map((role) => ask(program, url, role, organizationId)));
    failed += results.filter((isGood) => !isGood).length;
  }
} finally {
  server.kill();
  if (server.exitCode === null) await once(server, 'exit');
  rmSync(folder, { recursive: true, force: true });
}
// Last: the system says that it ends, too.
console.log(`${asked.length - failed} passed, ${failed} failed, 0 skipped`);
process.exitCode = failed === 0 ? 0 : 1;

/** The program, installed; null where that cannot be done, which is said. */
async function schemathesis(): Promise<string | null> {
  const version = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12);
  const home = join(root, `.kernos/schemathesis-${version}`);
  const [found, made] = [join(home, 'bin/schemathesis'), join(home, 'made')];
  if (existsSync(made)) return found;
  console.log('Making an environment for Schemathesis (once)…');
  const python = await run('python3', ['-m', 'venv', '--clear', home]);
  if (!python.isGood) return skip(`python3 with venv is not here: ${lastLine(python.output)}`);
  const args = ['install', '--quiet', '--disable-pip-version-check', '--retries', '1', '-r', requirements];
  const pip = await run(join(home, 'bin/pip'), args);
  if (!pip.isGood) return skip(`it cannot be installed from PyPI: ${lastLine(pip.output)}`);
  writeFileSync(made, '');
  return found;
}

function skip(reason: string): null {
  console.log(`Skipped: test:api (Schemathesis, a program in Python 3.10 or newer): ${reason}`);
  return null;
}

function lastLine(output: string): string {
  return output.trim().split('\n').at(-1) ?? '';
}

interface Run {
  readonly isGood: boolean;
  readonly output: string;
}

/** Runs a program in a folder of its own until it ends. */
async function run(command: string, args: readonly string[], cwd = folder): Promise<Run> {
  const child = spawn(command, args, { cwd, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close').then(
    ([code]) => (code as number | null) === 0,
    (error: Error) => error.message,
  );
  const [end, out, errors] = await Promise.all([ended, text(child.stdout), text(child.stderr)]);
  return { isGood: end === true, output: out + errors + (typeof end === 'string' ? end : '') };
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
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  server.once('exit', (code) => {
    if (code) throw new Error(`the system ended with ${code}`);
  });
  return server;
}

/** Asks as one of them, and says how it went; what is wrong with how to ask for it again. */
async function ask(command: string, url: string, role: Role, organizationId: string): Promise<boolean> {
  const began = performance.now();
  const own = join(folder, role);
  mkdirSync(own);
  writeFileSync(join(own, 'schemathesis.toml'), configuration(role, organizationId));
  writeFileSync(join(own, 'people.json'), JSON.stringify({ auth: [signIn(role)] }));
  const { isGood, output } = await run(
    command,
    ['run', `${url}/api/openapi.json`, '--url', url, '--seed', values.seed],
    own,
  );
  // Whoever was taken out of the organization meanwhile was refused whatever they asked for.
  const isThere = (await organizationOf(url, role)) === (people[role] && organizationId);
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  const count = output.match(/^ +(\d+ generated.*)$/m)?.[1] ?? 'nothing';
  console.log(`\n── as ${role}: ${count}, in ${seconds} s${isGood ? '' : `\n${output}`}`);
  if (!isThere) console.log(`The ${role} is no member of the organization any more: of little worth.`);
  return isGood && isThere;
}

/** The organization that one of them acts for; null for nobody. */
async function organizationOf(url: string, role: Role): Promise<string | null> {
  const email = people[role];
  if (email === null) return null;
  const { user } = await client(identity, { baseUrl: url }).login({ email, password: PASSWORD });
  return user.organizationId;
}

/** How to get an access token, in the words of Web Fuzzing Commons: anew where a request ended the session. */
function signIn(role: Role) {
  return {
    name: role,
    loginEndpointAuth: {
      endpoint: '/api/auth/login',
      verb: 'POST',
      contentType: 'application/json',
      payloadRaw: JSON.stringify({ email: people[role], password: PASSWORD }),
      token: {
        extractFrom: 'body',
        extractSelector: '/accessToken',
        sendIn: 'header',
        sendName: 'Authorization',
        sendTemplate: 'Bearer {token}',
      },
    },
  };
}

/**
 * What it does, with all its checks, and what it cannot know by the document: which refusals of a request that keeps to
 * its schema are rules of the call. All that a contract declares are.
 */
function configuration(role: Role, organizationId: string): string {
  const calls = services.flatMap(({ contract }) => Object.values((contract as Contract).calls) as AnyCall[]);
  const operations = calls.filter(({ access }) => access.kind !== 'internal');
  return `color = false
warnings = false
request-timeout = 60
hooks = "${join(import.meta.dirname, 'test-api.hooks.py')}"
[cache]
enabled = false
[output.sanitization]
enabled = false
[auth]
auto-signup = false
${people[role] === null ? '' : '[auth.wfc]\npath = "people.json"'}
[parameters]
"header.Kernos-Organization" = "${organizationId}"
[checks]
enabled = true
# 428 is there for it (RFC 6585, section 3), which Schemathesis does not count.
missing_required_header.expected-statuses = ["400", "401", "403", "406", "415", "422", "428"]
[generation]
allow-x00 = false
no-shrink = true
database = "none"
[phases]
examples.enabled = ${values.long}
# What a path does not take is asked of each by apps/server/access.
coverage.unexpected-methods = [${values.long ? '"get", "put", "post", "patch", "trace", ' : ''}"delete", "options"]
coverage.generation.mode = "${values.long ? 'all' : 'positive'}"
fuzzing.generation.max-examples = ${values.long ? 20 : 1}
stateful.enabled = ${values.long}
stateful.generation.max-examples = 20
${operations.map((call) => settings(call, values.long || firstToUse(call) === role)).join('')}`;
}

function settings(call: AnyCall, isAsked: boolean): string {
  const statuses = refusals(call).map((status) => `"${status}"`);
  return `[[operations]]
include-operation-id = "${call.id}"
enabled = ${isAsked}
checks.positive_data_acceptance.expected-statuses = [${statuses.join(', ')}]
`;
}

/** What a request that keeps to its schema may be answered with. */
function refusals(call: AnyCall): readonly (string | number)[] {
  return [
    ...['2xx', '3xx', 401, 403, 404, 409, 429],
    ...Object.values(call.errors ?? {}),
    // A cursor is text that the list gave out, and another text is none.
    ...(call.query?.properties.cursor ? [400] : []),
    ...(call.gives.length > 0 ? [406] : []),
    ...(call.versioned ? [412, 428] : []),
    ...(call.idempotent ? [422] : []),
  ];
}

/** Who of them can use a call, and may do least. */
function firstToUse({ access }: AnyCall): Role {
  if (access.kind === 'anyone') return 'anonymous';
  if (access.kind !== 'roles') return 'learner';
  return roles.find((role) => access.roles.includes(role)) ?? 'admin';
}
