/**
 * What each call answers to whom, as data: a service's `access.fixture.ts` exports `access`, with one line a call (more
 * where it has several sides); a call without one fails apps/server/access. The rule of a call stands there a second time
 * on purpose, so that nobody opens a route by accident.
 */
import type { College } from './college.fixture.ts';
import type { MemberKey, Person, Role } from './people.fixture.ts';

/**
 * Who may make a call: these roles, or everybody who is signed in, or everybody, or programs with a key of
 * somebody’s, or other services alone.
 */
export type Rule = readonly Role[] | 'signed-in' | 'anyone' | 'api-key' | 'internal';

export interface Sent {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly form?: () => FormData;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of the line's owner: somebody made for this request. */
  readonly owner?: Person;
}

/**
 * - a status: exactly that, nothing told, nothing changed;
 * - `own`: it works, on their own things: nothing told of the owner's, nothing changed of them;
 * - `same`: it works as it does for the owner, rightly.
 */
export type Outcome = number | 'own' | 'same';

export interface Line {
  /** A valid request about the owner's things. Default: a body guessed from the schema, and no ids. */
  readonly send?: (college: College) => Sent | Promise<Sent>;
  /** Who is sure to succeed, last, with the request that the others were refused. */
  readonly owner?: MemberKey;
  /** The owner's status. Default: the lowest that the contract declares. */
  readonly status?: number;
  /** Others of organization A whom the rule lets in. Default: 404 with an id in the path, `own` without. */
  readonly other?: Outcome;
  /** Everything in organization B. Default as for others. */
  readonly stranger?: Outcome;
  /** Signed in, without an organization. Default: as the stranger. Where roles are asked for: 403. */
  readonly leaver?: Outcome;
  /** True: admins see it too, so they are not among the others. Default: where the rule names them beside the owner's role. */
  readonly adminsToo?: boolean;
  /** True: everybody signs in anew for it, because it ends the session. */
  readonly ownSession?: boolean;
}

export interface Expectation extends Line {
  readonly rule: Rule;
}

/** By the id of the call, with a note behind a comma where it has more than one line. */
export type Expectations = Readonly<Record<string, Expectation>>;

/** These lines are about calls with this rule. */
export const under = (rule: Rule, lines: Readonly<Record<string, Line>>): Expectations =>
  Object.fromEntries(Object.entries(lines).map(([name, line]) => [name, { rule, ...line }]));
