/** A statement, and what comes back. */
export interface Sql {
  readonly text: string;
  readonly values?: readonly unknown[];
  /** Prepared under this name on each connection: for statements that run often. */
  readonly name?: string;
  /** How it is sent together with others of its kind, where their order is all the same. */
  readonly forMany?: ForMany;
}

export interface Rows<Row> {
  readonly rows: Row[];
  readonly rowCount: number;
}

/** One statement for many rows: each of its parameters is an array of what the statement for one row takes there. */
export interface ForMany {
  readonly name: string;
  readonly text: string;
}

/**
 * A statement of the kernel's that services send in their transactions: under a name of its own for each. What policies
 * guard is planned for one role, so that whichever role sends a prepared statement next has it planned anew.
 */
export function ofEachService(
  statement: Required<Pick<Sql, 'name' | 'text'>> & Pick<Sql, 'forMany'>,
): (service: string) => Sql {
  const { name, forMany } = statement;
  const known = new Map<string, Sql>();
  return (service) => {
    const own: Sql = known.get(service) ?? {
      ...statement,
      name: `${name}.${service}`,
      ...(forMany && { forMany: { ...forMany, name: `${forMany.name}.${service}` } }),
    };
    known.set(service, own);
    return own;
  };
}

/**
 * What a column equals where it is in the array that a parameter is, e.g. `id = ${anyOf('$1::uuid[]')}`: for prepared
 * statements that run often. Compared with the bare parameter PostgreSQL plans at each execution, for it takes an array that
 * it does not know to be longer than those that come, and so a plan for all of them to be dearer.
 */
export const anyOf = (parameter: string): string => `ANY (ARRAY(SELECT unnest(${parameter})))`;
