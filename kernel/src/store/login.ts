/**
 * The login that services' transactions use: `<owner>_app`, which owns nothing, is no superuser and has no rights of
 * its own. It may take on the role of each service. Who leaves that role (`RESET ROLE`) is nobody then, not the owner.
 */
import { createHmac } from 'node:crypto';
import pg from 'pg';

export interface Login {
  readonly role: string;
  /** Derived from the owner's, so that every process knows it and nobody has to keep it; null where the owner has none. */
  readonly password: string | null;
}

/** The login that belongs to the owner in `url`. */
export function loginOf(url: string): Login {
  // pg also knows the names that come from PGUSER and from the system.
  const { user, password } = new pg.Client({ connectionString: url });
  if (!user) throw new Error('DATABASE_URL names no user, and neither does PGUSER');
  const key = typeof password === 'string' && password !== '' ? password : null;
  return {
    role: `${user}_app`,
    password: key && createHmac('sha256', key).update(`kernos login ${user}_app`).digest('base64url'),
  };
}

/** The same database, under that login. */
export function asLogin(url: string): string {
  const { role, password } = loginOf(url);
  const address = new URL(url);
  address.username = role;
  address.password = password ?? '';
  for (const name of ['user', 'password']) address.searchParams.delete(name);
  return address.href;
}
