/** What row-level policies compare beside the organization, as settings of a transaction (migrations/0006-row-rules.sql). */

/** What row-level policies can compare, as the store sets it. */
export interface RowFacts {
  readonly actorKind: 'person' | 'service' | 'anonymous';
  readonly roles: readonly string[];
  readonly purpose: string | null;
  readonly attributes: Readonly<Record<string, readonly string[]>>;
}

/** What a name, a role, or a value of an attribute may be: nothing that SQL or a list would read differently. */
const PLAIN = /^[\w.-]{1,100}$/;

/** The statements that set them. Throws where a value could be read as something else. */
export function factStatements({ actorKind, roles, purpose, attributes }: RowFacts): string {
  const values = Object.values(attributes).flat();
  for (const text of [...roles, ...Object.keys(attributes), ...values, ...(purpose ? [purpose] : [])])
    if (!PLAIN.test(text)) throw new Error(`not fit for a row-level policy: ${JSON.stringify(text)}`);
  const lists = Object.fromEntries(Object.entries(attributes).map(([name, list]) => [name, list.join(',')]));
  return (
    `SET LOCAL kernos.actor_kind = '${actorKind}'; ` +
    `SET LOCAL kernos.roles = '${roles.join(',')}'; ` +
    `SET LOCAL kernos.purpose = '${purpose ?? ''}'; ` +
    `SET LOCAL kernos.attributes = '${JSON.stringify(lists)}'`
  );
}
