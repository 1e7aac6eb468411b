/** The names that a service has in the database, fit to stand in SQL: a service may be called `order` or `user`. */
import pg from 'pg';

/** The database role a service acts under. */
export function roleOf(service: string): string {
  return `kernos_${checked(service)}`;
}

/** The schema of a service, quoted. */
export const schemaOf = (service: string): string => pg.escapeIdentifier(checked(service));

function checked(service: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(service)) throw new Error(`not a service name: ${JSON.stringify(service)}`);
  return service;
}
