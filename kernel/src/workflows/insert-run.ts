import type { TObject } from 'typebox';
import { hasSensitive } from '../contract/sensitive.ts';
import type { Message } from '../messaging/outbox.ts';
import { type SealedSql, sealFields } from '../store/sealed-fields.ts';
import { ofEachService, type Sql } from '../store/sql.ts';

/** The row that a run is known by from the moment in which it was asked for. A second one with its id changes nothing. */
export function insertRun(
  { type: name, source, organizationId, time, traceparent }: Message,
  schema: TObject,
  {
    id,
    parentId,
    input,
    startedBy,
  }: {
    readonly id: string;
    /** The run that waits for it. */
    readonly parentId: string | null;
    readonly input: unknown;
    readonly startedBy: string | null;
  },
): Sql | SealedSql {
  const row = (kept: unknown): Sql => ({
    ...insertOf(source),
    values: [id, name, organizationId, startedBy, JSON.stringify(kept), time, traceparent, parentId],
  });
  if (!hasSensitive(schema)) return row(input);
  return { organizationId, seal: (cipher) => row(sealFields(cipher, `${name}/input`, schema, input)) };
}

const COLUMNS = 'id, name, organization_id, started_by, input, started_at, wake_at, traceparent, parent_id';
const insertOf = ofEachService({
  name: 'kernel.workflows.insert',
  text: `INSERT INTO kernel.workflows (${COLUMNS})
         VALUES ($1, $2, $3, $4, $5, $6, $6, $7, $8) ON CONFLICT (id) DO NOTHING`,
  forMany: {
    name: 'kernel.workflows.insert-many',
    text: `INSERT INTO kernel.workflows (${COLUMNS})
           SELECT id, name, organization, starter, input, at, at, trace, parent
             FROM unnest($1::text[], $2::text[], $3::uuid[], $4::uuid[], $5::jsonb[], $6::timestamptz[], $7::text[],
                         $8::text[]) AS r (id, name, organization, starter, input, at, trace, parent)
           ON CONFLICT (id) DO NOTHING`,
  },
});
