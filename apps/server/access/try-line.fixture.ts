/** What becomes of one line of the expectations: everybody tries, and what they get and change is looked at. */
import assert from 'node:assert/strict';
import type { AnyCall } from '@kernos/kernel/contract';
import type { Expectation, Outcome, Rule, Sent } from '@kernos/services/testing/access.fixture';
import { bearer, type Person, WORD } from '@kernos/services/testing/people.fixture';
import { type Attempt, otherWays, shown } from './attempt.fixture.ts';
import { changesIn, marksIn, marksInRow, type Rows, type Watched } from './rows.fixture.ts';

/** A line with its defaults filled in, and the people it is about. */
interface Plan {
  readonly college: Watched;
  readonly attempt: Attempt;
  readonly call: AnyCall;
  readonly line: Expectation;
  readonly sent: Sent;
  readonly status: number;
  /** Null: nobody is signed in. */
  readonly owner: Person | null;
  /** Of A, without any role that the rule names; nobody where the door is not tried. */
  readonly lower: readonly Person[];
  readonly others: readonly Person[];
  readonly outcome: Readonly<Record<'other' | 'stranger' | 'leaver', Outcome>>;
  headersOf(person: Person): Record<string, string>;
}

/** Who or what is refused at the door meets no handler, which calls nobody: that is the same however services call each other. */
export const triesTheDoor = process.env.KERNOS_TEST_REMOTE !== '1';

async function plan(college: Watched, attempt: Attempt, call: AnyCall, line: Expectation): Promise<Plan> {
  const { members, stranger, leaver } = college;
  const { rule } = line;
  const sent = (await line.send?.(college)) ?? {};
  const key = line.owner ?? defaultOwner(rule);
  const owner = sent.owner ?? (key === 'anonymous' ? null : members[key]);
  const here = Object.values(members).filter((person) => person !== owner);
  const common = rule === 'anyone' ? 'same' : call.params ? 404 : 'own';
  const forStranger = line.stranger ?? common;
  const headers = new Map<Person, Record<string, string>>();
  for (const person of [...here, stranger, leaver, ...(owner ? [owner] : [])])
    headers.set(person, bearer((line.ownSession ? await college.spare.session(person) : person).accessToken));
  return {
    ...{ college, attempt, call, line, sent, owner },
    status: line.status ?? Math.min(...Object.keys(call.reply).map(Number)),
    lower: triesTheDoor ? here.filter((person) => !lets(rule, person)) : [],
    others: othersUnder(line, key, here),
    outcome: {
      other: line.other ?? common,
      stranger: forStranger,
      leaver: line.leaver ?? (typeof rule === 'object' ? 403 : forStranger),
    },
    headersOf: (person) => headers.get(person) ?? {},
  };
}

/** What the owner of a line sends for it to succeed, and the headers that say who that is. */
export async function ownersRequest(
  college: Watched,
  line: Expectation,
): Promise<{ sent: Sent; headers: Record<string, string> }> {
  const sent = (await line.send?.(college)) ?? {};
  const key = line.owner ?? defaultOwner(line.rule);
  const owner = sent.owner ?? (key === 'anonymous' ? null : college.members[key]);
  if (!owner) return { sent, headers: {} };
  const session = line.ownSession ? await college.spare.session(owner) : owner;
  return { sent, headers: bearer(session.accessToken) };
}

const lets = (rule: Rule, { roles }: Person): boolean =>
  typeof rule === 'string' || rule.some((role) => roles.includes(role));

function othersUnder({ rule, ...line }: Expectation, owner: string, here: readonly Person[]): Person[] {
  // Without a rule nothing tells members apart: one of them stands for all.
  if (rule === 'anyone') return here.filter(({ key }) => key === 'classmate');
  const adminsToo =
    line.adminsToo ?? (typeof rule === 'object' && rule.includes('admin') && owner !== 'admin');
  return here.filter((person) => lets(rule, person) && !(adminsToo && person.roles.includes('admin')));
}

function defaultOwner(rule: Rule): 'anonymous' | 'learner' | 'instructor' | 'admin' {
  if (rule === 'anyone') return 'anonymous';
  if (typeof rule === 'string' || rule.includes('learner')) return 'learner';
  return rule.includes('instructor') ? 'instructor' : 'admin';
}

/** Sends the request as `person`, and looks at the reply alone. */
async function expectReply(
  { college, attempt, call, line, sent, status, headersOf }: Plan,
  person: Person,
  outcome: Outcome,
  isTold: (text: string) => string[],
): Promise<void> {
  const request = outcome === 'same' ? ((await line.send?.(college)) ?? {}) : sent;
  const reply = await attempt(call, request, headersOf(person));
  const wanted = typeof outcome === 'number' ? outcome : status;
  assert.equal(reply.status, wanted, `${call.id} answers ${person.key} ${shown(reply)}`);
  if (outcome !== 'same')
    assert.deepEqual(
      isTold(reply.text),
      [],
      `${call.id} tells ${person.key} what is not theirs: ${shown(reply)}`,
    );
}

/** A reply with the cursor in it spelled out, for a cursor tells too. */
function spelledOut(text: string): string {
  const cursor = text.match(/"nextCursor":"([\w-]+)"/)?.[1];
  return (cursor ? text + Buffer.from(cursor, 'base64url').toString() : text).toLowerCase();
}

const isAbout = (row: string, people: readonly Person[]): boolean =>
  people.some(({ userId, email }) => row.includes(userId) || row.includes(email));

/** What of organization A is in a text, apart from what is the reader's own. */
export function tellsOfA(
  { certificateCode, organizationId, stranger }: Watched,
  { all }: Rows,
  reader?: Person,
): (text: string) => string[] {
  const own = new Set(reader && all.filter((row) => isAbout(row, [reader])).flatMap(marksInRow));
  own.delete(organizationId);
  const marks = new Set(all.flatMap(marksInRow).filter((mark) => !own.has(mark)));
  // What a stranger tried to sign in to is on record with their own id.
  marks.delete(stranger.userId);
  const words = [WORD, certificateCode].map((word) => word.toLowerCase());
  return (text) => {
    const told = spelledOut(text);
    return [
      ...marksIn(told).filter((mark) => marks.has(mark)),
      ...words.filter((word) => told.includes(word)),
    ];
  };
}

/** What of the owner's is in a text. */
const tellsOfOwner =
  ({ college, owner }: Plan) =>
  (text: string): string[] => {
    const secrets = owner ? (college.secretsOf[owner.key] ?? [owner.userId]) : [];
    return secrets.filter((secret) => spelledOut(text).includes(secret.toLowerCase()));
  };

async function tryNobody({ attempt, call, sent }: Plan): Promise<void> {
  for (const way of [call, ...otherWays(call)]) {
    const reply = await attempt(way, sent);
    assert.equal(reply.status, 401, `${way.method} ${way.route} answers nobody ${shown(reply)}`);
  }
}

async function tryLowerRoles(at: Plan): Promise<void> {
  for (const person of at.lower) {
    await expectReply(at, person, 403, tellsOfOwner(at));
    for (const way of otherWays(at.call)) {
      const { status } = await at.attempt(way, at.sent, at.headersOf(person));
      assert.equal(status, 403, `${way.method} ${way.route} lets ${person.key} in`);
    }
  }
}

async function tryOutsiders(at: Plan, before: Rows): Promise<void> {
  const { college, outcome } = at;
  const { stranger, leaver } = college;
  if (outcome.stranger !== 'same')
    await expectReply(at, stranger, outcome.stranger, tellsOfA(college, before));
  if (outcome.leaver !== 'same')
    await expectReply(at, leaver, outcome.leaver, tellsOfA(college, before, leaver));
}

async function tryOthers(at: Plan, before: Rows): Promise<void> {
  const { college, call, others, outcome } = at;
  for (const person of others) await expectReply(at, person, outcome.other, tellsOfOwner(at));
  if (outcome.other === 'same') return;
  const lost = changesIn(before, await college.rows(), false).filter((row) => !isAbout(row, others));
  assert.deepEqual(lost, [], `${call.id} let somebody change what is another person’s`);
}

/** Many lines try somebody else's password, all from one address: together they would look like guessing. */
export async function forgetWrongPasswords({ system }: Watched): Promise<void> {
  await system.sql({ text: 'DELETE FROM identity.lockouts' });
}

/**
 * In this order: who must change nothing, who may change their own, and at last who is right. Gives what that one sent,
 * and the headers that say who it was.
 */
export async function tryLine(
  college: Watched,
  attempt: Attempt,
  call: AnyCall,
  line: Expectation,
): Promise<{ sent: Sent; headers: Record<string, string> }> {
  await forgetWrongPasswords(college);
  const at = await plan(college, attempt, call, line);
  const { owner, outcome } = at;
  const before = await college.rows();
  if (triesTheDoor && line.rule !== 'anyone') await tryNobody(at);
  await tryLowerRoles(at);
  await tryOutsiders(at, before);
  const between = await college.rows();
  const changed = changesIn(before, between, true).filter((row) => !isAbout(row, [college.leaver]));
  assert.deepEqual(changed, [], `${call.id} let an outsider change something`);
  await tryOthers(at, between);
  for (const who of ['stranger', 'leaver'] as const)
    if (outcome[who] === 'same') await expectReply(at, college[who], 'same', () => []);
  const done = await attempt(call, at.sent, owner ? at.headersOf(owner) : {});
  assert.equal(done.status, at.status, `${call.id} answers its owner ${shown(done)}`);
  if (call.method !== 'GET' && typeof line.rule === 'object' && line.rule.every((role) => role === 'admin'))
    await expectRecord(at);
  return { sent: at.sent, headers: owner ? at.headersOf(owner) : {} };
}

/** Whatever changes something and is for administrators alone is on record: who did it, and who may not and tried. */
async function expectRecord({ college, call, owner, lower, status }: Plan): Promise<void> {
  const { rows } = await college.system.sql<{ actor: string; outcome: string; status: number }>({
    text: `SELECT DISTINCT actor_id AS actor, outcome, status FROM kernel.audit
            WHERE organization_id = $1 AND call = $2 AND trace_id <> '' AND address IS NOT NULL`,
    values: [college.organizationId, call.id],
  });
  const wanted = [
    { actor: owner?.userId, outcome: 'done', status },
    ...lower.map(({ userId }) => ({ actor: userId, outcome: 'refused', status: 403 })),
  ];
  for (const one of wanted)
    assert.ok(
      rows.some((row) => JSON.stringify(row) === JSON.stringify(one)),
      `${call.id} left no record of ${JSON.stringify(one)}, but of ${JSON.stringify(rows)}`,
    );
}
