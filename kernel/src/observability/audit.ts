/**
 * Who did what as an administrator. Every call that changes something and that administrators alone may make
 * (`administration`), or
 * that its contract declares `audited`, leaves a row in `kernel.audit`: with its change, in the same transaction,
 * or by itself where it was refused or failed. A read that is `audited` leaves one too (audited-reads.ts). Nobody registers anything; the registry of calls says it all.
 *
 * Rows are only ever added: services may INSERT and nothing else, and a trigger refuses UPDATE, DELETE and
 * TRUNCATE to the owner too. After two years whole months are dropped (maintenance.ts).
 */

import type { AnyCall } from '../contract/contract.ts';
import { administration, type DeclaredReader } from '../contract/declarations.ts';
import type { KernosError } from '../contract/errors.ts';
import { newId } from '../contract/ids.ts';
import { hasSensitive } from '../contract/sensitive.ts';
import { type SealedSql, sealValue } from '../store/sealed-fields.ts';
import type { Sql } from '../store/sql.ts';
import type { Actor } from '../unit-of-work/caller.ts';
import type { Runtime } from '../unit-of-work/context.ts';
import { masked } from './masking.ts';

/** Whether a call goes on record: as its contract says, as an act of administration, or under an elevated purpose. */
export function auditing(declared: DeclaredReader): Runtime['isAudited'] {
  const roles = new Set(declared(administration).flatMap(({ value }) => value));
  return ({ method, access, audited }, purpose) => {
    if (audited === true || purpose) return true;
    return method !== 'GET' && access.kind === 'roles' && access.roles.every((role) => roles.has(role));
  };
}

export interface Act {
  /** What was called; of what is done outside of calls, its name and what it is called in words. */
  readonly call: Pick<AnyCall, 'id' | 'summary'> & Partial<Pick<AnyCall, 'params' | 'query' | 'body'>>;
  readonly actor: Actor;
  readonly organizationId: string | null;
  /** The elevated purpose that it was done under. */
  readonly purpose?: string | null | undefined;
  readonly address: string | null;
  readonly traceId: string;
  /** Values of the path and the query, by name. */
  readonly params: Readonly<Record<string, unknown>>;
  readonly body: Readonly<Record<string, unknown>>;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly status: number;
  readonly error: string | null;
}

/** The row of one act; to be written in the transaction of what it did. */
export function auditEntry(act: Act): Sql | SealedSql {
  const { call, organizationId } = act;
  if (![call.params, call.query, call.body].some(hasSensitive)) return auditRow(act);
  return {
    organizationId,
    seal: (cipher) => auditRow(act, (value) => sealValue(cipher, `${call.id}/audit`, value)),
  };
}

/** Of a call without sensitive fields. */
export function auditRow(
  { call, actor, params, body, ...act }: Act,
  seal?: (value: unknown) => unknown,
): Sql {
  return {
    name: 'kernel.audit.insert',
    text: `INSERT INTO kernel.audit (id, organization_id, actor_kind, actor_id, actor_name, roles, call, title,
                                     params, body, outcome, status, error, address, trace_id, purpose)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)`,
    values: [
      newId(),
      act.organizationId,
      actor.kind,
      actor.id,
      actor.kind === 'service' ? actor.name : null,
      actor.roles,
      call.id,
      call.summary,
      JSON.stringify(masked({ ...call.params?.properties, ...call.query?.properties }, params, seal)),
      JSON.stringify(masked(call.body?.properties ?? {}, body, seal)),
      act.outcome,
      act.status,
      act.error,
      act.address,
      act.traceId,
      act.purpose ?? null,
    ],
  };
}

/** The parts of a handler's input, which holds params, query and body as one object. */
export function partsOf(call: AnyCall, input: unknown): Pick<Act, 'params' | 'body'> {
  const entries = Object.entries((input ?? {}) as Record<string, unknown>);
  // What stands in both, and agrees, is told by the path.
  const isOfBody = (name: string) =>
    name in (call.body?.properties ?? {}) && !(name in (call.params?.properties ?? {}));
  return {
    params: Object.fromEntries(entries.filter(([name]) => !isOfBody(name))),
    body: Object.fromEntries(entries.filter(([name]) => isOfBody(name))),
  };
}

/**
 * How an attempt that did not succeed is recorded; null where it is not: what could not be understood, had no
 * credentials or came too often is no act yet.
 */
export function failureOf(error: KernosError | null): Pick<Act, 'outcome' | 'status' | 'error'> | null {
  const { status, code } = error ?? { status: 500, code: 'internal' };
  if ([400, 401, 413, 415, 428, 429].includes(status)) return null;
  return { outcome: status === 403 ? 'refused' : 'failed', status, error: code };
}
