/**
 * Every route × everybody who should not get in, and the one who should: read from the registry of a running
 * system with all its services. What is expected stands in the access.fixture.ts of each service.
 */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { after, describe, test } from 'node:test';
import { boot } from '@kernos/kernel/boot';
import type { Access, AnyCall } from '@kernos/kernel/contract';
import { declarationsOf } from '@kernos/kernel/declarations';
import { holdsTheLoop } from '@kernos/kernel/longest-turn';
import { often } from '@kernos/kernel/often';
import { addPlatformRoutes } from '@kernos/kernel/platform-routes';
import type { ServiceDefinition } from '@kernos/kernel/service';
import { roles } from '@kernos/services/platform/identity/contract-declarations';
import type { Rule, Sent } from '@kernos/services/testing/access.fixture';
import { foundCollege } from '@kernos/services/testing/college.fixture';
import { bearer } from '@kernos/services/testing/people.fixture';
import { services } from '../services.ts';
import { attemptsAt, pathOf, shown } from './attempt.fixture.ts';
import { changing, expectations, platformRoutes } from './expectations.fixture.ts';
import { largestBodies } from './largest-bodies.fixture.ts';
import { oddRequests } from './odd-input.fixture.ts';
import { changesIn, rowReader, type Watched } from './rows.fixture.ts';
import { notingSecrets, secretive, standingIn } from './secrets.fixture.ts';
import { forgetWrongPasswords, ownersRequest, tellsOfA, triesTheDoor, tryLine } from './try-line.fixture.ts';

const founded = await foundCollege(services);
const college: Watched = {
  ...founded,
  rows: await rowReader(founded.system, founded.organizationId, changing),
};
after(() => college[Symbol.asyncDispose]());
const { system, members } = college;
let requests = 0;
const count = () => {
  requests += 1;
};
const { attempt, secrets } = notingSecrets(attemptsAt(system.url, count));

/** The calls that have a route: what handlers are bound to, whatever the contracts say. */
const calls: ReadonlyMap<string, AnyCall> = new Map(
  system.system.services.flatMap(({ calls = [] }) => calls.map(({ call }) => [call.id, call])),
);
const callOf = (id: string): AnyCall => {
  const call = calls.get(id);
  assert.ok(call, `there is no call ${id}`);
  return call;
};

const idOf = (line: string): string => line.split(',')[0] ?? line;

/** What does not fit between the calls there are and the lines about them. */
function mismatches(ids: Iterable<string>, lines: readonly string[]): string[] {
  const [known, expected] = [new Set(ids), new Set(lines.map(idOf))];
  const missing = [...known].filter((id) => !expected.has(id));
  const gone = [...expected].filter((id) => !known.has(id));
  return [
    ...missing.map((id) => `${id} has no line in the access.fixture.ts of its service`),
    ...gone.map((id) => `${id} has a line, but there is no such call`),
  ];
}

const ruleOf = (access: Access): Rule => (access.kind === 'roles' ? (access.roles as Rule) : access.kind);

describe('the registry', () => {
  test('has a line for every call, and a call for every line', () => {
    assert.deepEqual(mismatches(calls.keys(), Object.keys(expectations)), []);
  });

  test('fails, by name, for a call without a line and a line without a call', () => {
    const lines = Object.keys(expectations).filter((name) => idOf(name) !== 'courses.get');
    assert.deepEqual(mismatches(calls.keys(), [...lines, 'courses.gone']), [
      'courses.get has no line in the access.fixture.ts of its service',
      'courses.gone has a line, but there is no such call',
    ]);
  });

  test('lets in no role that no service declares', () => {
    const { services } = system.system;
    const declared = declarationsOf(services)(roles).flatMap(({ value }) => Object.keys(value));
    for (const { id, access } of calls.values())
      if (access.kind === 'roles')
        assert.deepEqual(
          access.roles.filter((role) => !declared.includes(role)),
          [],
          id,
        );
  });

  test('gives nobody of another organization what it gives the owner, unless it gives it to anyone', () => {
    for (const [name, { rule, stranger, leaver }] of Object.entries(expectations))
      assert.ok(rule === 'anyone' || ![stranger, leaver].includes('same'), name);
  });

  for (const [missing, without] of [
    ['access rule', { access: undefined }],
    ['reply schema', { reply: {} }],
  ] as const) {
    test(`does not start with a call without ${missing}, however it was made`, async () => {
      const call = { ...callOf('courses.get'), id: 'bare.get', route: '/api/bare', ...without } as AnyCall;
      const contract = { name: 'bare', calls: {}, events: {}, tasks: {} };
      const bare: ServiceDefinition = { name: 'bare', contract, calls: [{ call, run: async () => null }] };
      const { config } = system.system;
      const starting = boot({
        config,
        services: [...system.system.services.slice(1), bare],
        version: 'test',
      });
      await assert.rejects(starting, new RegExp(`bare\\.get \\(GET /api/bare\\) has no ${missing}`));
    });
  }
});

/** What each call was asked, and by whom, when it did what it is for. */
const done = new Map<AnyCall, Awaited<ReturnType<typeof tryLine>>>();

describe('the right people get in, and nobody else:', () => {
  for (const [name, line] of Object.entries(expectations)) {
    if (line.rule === 'internal' || line.rule === 'api-key') continue;
    test(name, async () => {
      const call = callOf(idOf(name));
      assert.deepEqual(ruleOf(call.access), line.rule);
      done.set(call, await tryLine(college, attempt, call, line));
    });
  }
});

describe('a call for programs with a key opens to no session:', () => {
  for (const [name, line] of Object.entries(expectations)) {
    if (line.rule !== 'api-key') continue;
    test(name, async () => {
      const call = callOf(idOf(name));
      assert.equal(call.access.kind, 'api-key');
      const sent = (await line.send?.(college)) ?? {};
      const before = await college.rows();
      for (const headers of [{}, ...Object.values(members).map((person) => bearer(person.accessToken))])
        assert.equal((await attempt(call, sent, headers)).status, 401);
      assert.deepEqual(changesIn(before, await college.rows(), true), []);
    });
  }
});

describe('who is no service finds nothing at an internal call, as where there is none:', () => {
  const anybody: Record<string, Record<string, string>> = {
    nobody: {},
    ...Object.fromEntries(
      [members.admin, members.learner, college.stranger, college.leaver].map((person) => [
        person.key,
        bearer(person.accessToken),
      ]),
    ),
    'somebody with a token that is none': bearer('eyJhbGciOiJub25lIn0.e30.'),
  };
  const shape = (text: string, route: string) =>
    text.replaceAll(route, '').replace(/urn:kernos:request:[\w-]+/, '');

  for (const [name, line] of Object.entries(expectations)) {
    if (line.rule !== 'internal') continue;
    test(name, async () => {
      const call = callOf(idOf(name));
      assert.equal(call.access.kind, 'internal');
      const sent = (await line.send?.(college)) ?? {};
      const before = await college.rows();
      const nowhere = { ...call, route: '/internal/nothing/here' };
      for (const [who, headers] of Object.entries(anybody)) {
        const [here, there] = [await attempt(call, sent, headers), await attempt(nowhere, sent, headers)];
        assert.equal(here.status, 404, `${who}: ${here.text}`);
        const path = Object.entries(sent.params ?? {}).reduce(
          (route, [param, value]) => route.replace(`:${param}`, value),
          call.route,
        );
        assert.equal(shape(here.text, path), shape(there.text, nowhere.route), who);
      }
      assert.deepEqual(changesIn(before, await college.rows(), true), []);
    });
  }
});

test('no secret that people gave or were shown stands in a table as it is', async () => {
  await system.settled();
  for (const id of secretive) assert.ok([...secrets.values()].includes(id), id);
  assert.deepEqual(await standingIn(system, [...secrets.keys()]), []);
});

describe('routes that belong to no service', () => {
  test('are those that are expected', () => {
    const routes: string[] = [];
    // Anything but `get` is missing here, so that a route of another kind is noticed too.
    const recorder = { get: (route: string) => routes.push(route) };
    addPlatformRoutes(recorder as never, { services: [] } as never);
    assert.deepEqual(routes.sort(), Object.keys(platformRoutes).sort());
  });

  for (const [route, status] of Object.entries(platformRoutes)) {
    test(`${route} tells nobody of an organization`, async () => {
      const call = { ...callOf('identity.jwks'), route };
      const rows = await college.rows();
      for (const headers of [{}, bearer(college.stranger.accessToken), bearer(members.learner.accessToken)]) {
        const reply = await attempt(call, {}, headers);
        assert.equal(reply.status, status, reply.text);
        assert.deepEqual(tellsOfA(college, rows)(reply.text), []);
      }
    });
  }
});

test('an id in the body is looked at like one in the path', async () => {
  const { instructor, colleague } = members;
  const call = callOf('courses.updateLesson');
  for (const person of [colleague, college.stranger]) {
    const { lessonId } = await college.draftOf(person);
    const before = await college.rows();
    const sent = {
      params: { lessonId },
      body: { moduleId: college.draft.moduleId },
      headers: { 'if-match': '"1"' },
    };
    const reply = await attempt(call, sent, bearer(person.accessToken));
    assert.equal(reply.status, 404, `${person.key}: ${reply.text}`);
    assert.deepEqual(changesIn(before, await college.rows(), true), []);
  }
  const { lessonId, moduleId } = await college.draftOf(instructor);
  const own = { params: { lessonId }, body: { moduleId }, headers: { 'if-match': '"1"' } };
  assert.equal((await attempt(call, own, bearer(instructor.accessToken))).status, 200);
});

test('a recorded reply is given to whoever made the request, and to nobody else with the same key', async () => {
  const call = callOf('courses.create');
  const sent = { body: { title: 'Once' }, headers: { 'idempotency-key': crypto.randomUUID() } };
  const create = async ({ accessToken }: { accessToken: string }) => {
    const { status, text } = await attempt(call, sent, bearer(accessToken));
    assert.equal(status, 201, text);
    return (JSON.parse(text) as { id: string }).id;
  };
  const { instructor, colleague } = members;
  const first = await create(instructor);
  const ids = [first, await create(colleague), await create(college.stranger)];
  assert.equal(new Set(ids).size, 3);
  assert.equal(await create(instructor), first);
});

test('numbers, too, are those of one’s own organization', async () => {
  await college.spare.deadLetter(college.organizationId, 'mailbox.post');
  const dead = async ({ accessToken }: { accessToken: string }) => {
    const { text } = await attempt(callOf('operations.outbox'), {}, bearer(accessToken));
    const { consumers } = JSON.parse(text) as { consumers: { name: string; dead: number }[] };
    return consumers.find(({ name }) => name === 'mailbox.post')?.dead;
  };
  assert.deepEqual([await dead(members.admin), await dead(college.stranger)], [1, 0]);
});

/** What a short run tries is another part of it on each day. */
const day = Math.floor(Date.now() / 86_400_000);

/** Last: by then nobody minds what comes of a request that was right before, and may be no more. */
describe('an odd value of a parameter is refused or taken, never an error of ours:', () => {
  // A tenth of all that can be odd on each change: another one for each call, and on each day.
  const step = 10 / often(10);
  for (const [at, call] of [...calls.values()].entries()) {
    if (call.access.kind === 'internal' || call.access.kind === 'api-key') continue;
    test(call.id, async () => {
      const { sent = {}, headers } = done.get(call) ?? {};
      const requests = [...oddRequests(call, sent)].filter((_, index) => (day + at + index) % step === 0);
      for (const { what, sent: odd } of requests) {
        const reply = await attempt(call, odd, headers);
        assert.ok(reply.status < 500, `${call.id}: ${what} is answered ${shown(reply)}`);
      }
    });
  }

  test('and what follows from it succeeds', async () => {
    const { rows } = await system.sql({
      text: `SELECT consumer, error FROM kernel.deliveries WHERE error NOT LIKE 'It failed for %'`,
    });
    assert.deepEqual(rows, []);
  });
});

describe('the largest body, whatever is in it, holds nobody else up:', () => {
  // One in so many of them on each change, others on each day.
  const usual = 60 / often(60, 1);
  // Where a text may be a whole lesson, each takes the seconds after which rendering it is given up.
  const stepOf = ({ bodyLimit = 0 }: AnyCall) => (bodyLimit > 1_048_576 ? usual + 14 : usual);
  const takers = Object.entries(expectations).filter(([name, { rule }]) => {
    const call = calls.get(name);
    return triesTheDoor && rule !== 'internal' && call?.body && call.takes.includes('application/json');
  });
  for (const [at, [name, line]] of takers.entries())
    test(name, async () => {
      const call = callOf(name);
      let { sent, headers } = line.rule === 'api-key' ? await withKey() : await ownersRequest(college, line);
      const bodies = [...largestBodies(call, sent)].filter(
        (_, index) => (day + at + index) % stepOf(call) === 0,
      );
      for (const [index, { what, json }] of bodies.entries()) {
        await forgetWrongPasswords(college);
        // It is about the state that the one before it left.
        if (call.versioned && index > 0) ({ sent, headers } = await ownersRequest(college, line));
        const send = async () => {
          const { status, text } = await attempt(call, { ...sent, json }, headers);
          assert.ok(status < 500, `${name} with ${what} is answered ${shown({ status, text })}`);
        };
        assert.equal(await holdsTheLoop(send), null, `${name} with ${json.length} characters: ${what}`);
      }
    });

  test('nor does what follows from it', async () => {
    assert.equal(await holdsTheLoop(() => system.settled()), null);
  });
});

describe('a form that cannot be read is the sender’s mistake:', () => {
  const part = '--x\r\nContent-Disposition: form-data; name="file"; filename="a.md"\r\n\r\n# A\r\n';
  const forms: readonly (readonly [string, string, string])[] = [
    ['no boundary', 'multipart/form-data', part],
    ['an empty one', 'multipart/form-data; boundary=', part],
    ['another one', 'multipart/form-data; boundary=y', part],
    ['no end', 'multipart/form-data; boundary=x', part],
    ['no end of a header', 'multipart/form-data; boundary=x', '--x\r\nContent-Disposition: form-data; na'],
    [
      'no name',
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data\r\n\r\na\r\n--x--\r\n',
    ],
    ['no header', 'multipart/form-data; boundary=x', '--x\r\n\r\na\r\n--x--\r\n'],
    ['nothing', 'multipart/form-data; boundary=x', ''],
    [
      'JSON that is none',
      'multipart/form-data; boundary=x',
      `${part.replace('; filename="a.md"', '').replace('\r\n\r\n', '\r\nContent-Type: application/json\r\n\r\n{')}--x--\r\n`,
    ],
    [
      'a name of the prototype',
      'multipart/form-data; boundary=x',
      `${part.replace('"file"', '"__proto__"')}--x--\r\n`,
    ],
    [
      'an encoding that is none',
      'multipart/form-data; boundary=x',
      `${part.replace('filename="a.md"', "filename*=x-none''%ff%00")}--x--\r\n`,
    ],
  ];
  const takers = [...calls.values()].filter(
    ({ takes }) => triesTheDoor && takes.includes('multipart/form-data'),
  );
  for (const call of takers)
    for (const [what, type, body] of forms)
      test(`${call.id}: ${what}`, async () => {
        const { sent = {}, headers } = done.get(call) ?? {};
        const reply = await fetch(system.url + pathOf(call, sent), {
          method: call.method,
          headers: { ...headers, 'content-type': type },
          body,
        });
        assert.ok(reply.status >= 400 && reply.status < 500, `${reply.status}: ${await reply.text()}`);
        assert.equal(reply.headers.get('content-type'), 'application/problem+json');
      });
});

test('a refused method names those that are there, and no other', async () => {
  const outside = [...calls.values()].filter(({ access }) => access.kind !== 'internal');
  for (const [path, there] of Map.groupBy(outside, ({ route }) => route.replace(/:[A-Za-z]+/g, ':id'))) {
    const methods = there.flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
    // And those that it would take if a name in it were an id, as that of `/invitations/accept` could be.
    const others = outside
      .filter(({ route }) => new RegExp(`^${route.replace(/:[A-Za-z]+/g, '[^/]+')}$`).test(path))
      .map(({ method }) => method)
      .filter((method) => !there.some((call) => call.method === method));
    for (const method of new Set(['TRACE', ...others])) {
      // fetch() sends no TRACE.
      const asking = request(system.url + path.replaceAll(':id', crypto.randomUUID()), { method }).end();
      const [reply] = (await once(asking, 'response')) as [IncomingMessage];
      reply.resume();
      assert.equal(reply.statusCode, 405, `${method} ${path}`);
      assert.deepEqual(reply.headers.allow?.split(', ').sort(), methods.sort(), path);
    }
  }
});

/** As a program asks, with a key of the classmate's. */
async function withKey(): Promise<{ sent: Sent; headers: Record<string, string> }> {
  const body = { name: 'A program' };
  const { status, text } = await attempt(
    callOf('assistant.createKey'),
    { body },
    bearer(members.classmate.accessToken),
  );
  assert.equal(status, 201, text);
  return { sent: {}, headers: bearer((JSON.parse(text) as { key: string }).key) };
}

test('so many were tried', (t) => {
  const lines = Object.keys(expectations).length;
  t.diagnostic(`${calls.size} calls in ${lines} lines, ${requests} requests`);
  assert.ok(requests > (triesTheDoor ? 10 : 5) * calls.size);
});
