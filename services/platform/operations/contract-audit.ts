/** Calls about what administrators did, or tried to do. */

import { allow } from '@kernos/kernel/contract';
import { File, Id, Nullable, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';

const Outcome = Type.Union([
  Type.Literal('done'),
  Type.Literal('refused', { description: 'They had not the right to do it' }),
  Type.Literal('failed', { description: 'It was allowed and did not succeed; nothing was changed' }),
]);

export const AuditEntry = Type.Object({
  id: Id,
  at: Timestamp,
  actor: Type.Object({
    kind: Type.Union([Type.Literal('person'), Type.Literal('service'), Type.Literal('anonymous')]),
    id: Nullable(Id),
    name: Nullable(Type.String({ description: 'Of a service. A person’s name: GET /people' })),
    roles: Type.Array(Type.String(), { description: 'As they were at that moment' }),
  }),
  call: Type.String({ description: 'E.g. `identity.removeMember`' }),
  title: Type.String({ description: 'The call in words' }),
  params: Type.Unknown({ description: 'Values in the path and query' }),
  body: Type.Unknown({ description: 'What was sent; secrets are masked, long values cut' }),
  outcome: Outcome,
  status: Type.Integer({ description: 'HTTP status' }),
  error: Nullable(Type.String({ description: 'Error code' })),
  address: Nullable(Type.String({ description: 'IP address; null inside the system' })),
  traceId: Type.String(),
  purpose: Nullable(
    Type.String({ description: 'Elevated purpose that it was done under, e.g. break-glass' }),
  ),
});

const AuditQuery = {
  actor: Type.Optional(Id),
  call: Type.Optional(
    Type.String({
      maxLength: 100,
      description: 'A call, `identity.removeMember`, or all of a service: `identity`',
    }),
  ),
  outcome: Type.Optional(Outcome),
  from: Type.Optional(Timestamp),
  to: Type.Optional(Timestamp),
  q: Type.Optional(
    Type.String({ maxLength: 100, description: 'Text in the call’s words, its values or the address' }),
  ),
};

export const auditCalls = {
  audit: {
    method: 'GET',
    path: '/audit',
    summary: 'What administrators of your organization did or tried to do, newest first',
    access: allow('admin'),
    query: Type.Object({ ...PageQuery, ...AuditQuery }),
    reply: { 200: Page(AuditEntry) },
  },
  exportAudit: {
    method: 'GET',
    path: '/audit/export',
    summary: 'The same as a file: CSV (RFC 4180) or JSON Lines, streamed, newest first',
    access: allow('admin'),
    query: Type.Object({
      ...AuditQuery,
      format: Type.Optional(Type.Union([Type.Literal('csv'), Type.Literal('jsonl')], { default: 'csv' })),
    }),
    reply: { 200: File('text/csv', 'application/jsonl') },
  },
} as const;
