/**
 * Sensitive fields of what is kept as JSON: each becomes a text that says that it is encrypted, where it stood. The
 * place that it is bound to is the message's type (or call) and its path, so none can be put where another was.
 */
import type { TSchema } from 'typebox';
import { mapSensitive } from '../contract/sensitive.ts';
import type { Cipher } from './encryption.ts';
import type { OrganizationKeys } from './organization-keys.ts';
import type { Sql } from './sql.ts';

const MARK = 'encrypted:';

/** A statement some of whose values are encrypted right before it is sent. */
export interface SealedSql {
  readonly organizationId: string | null;
  readonly seal: (cipher: Cipher) => Sql;
}

/** These statements, with what was to be encrypted encrypted. */
export const sealAll = (keys: OrganizationKeys, statements: readonly (Sql | SealedSql)[]): Promise<Sql[]> =>
  Promise.all(
    statements.map(async (statement) =>
      'seal' in statement ? statement.seal(await keys.cipherOf(statement.organizationId)) : statement,
    ),
  );

/** One sensitive value as it stands in JSON; `place` as at `openValue`. */
export const sealValue = (cipher: Cipher, place: string, value: unknown): string =>
  MARK + cipher.encrypt(place, JSON.stringify(value)).toString('base64url');

/** `about` names what the value belongs to: an event's type, a call's id. */
export const sealFields = (
  cipher: Cipher,
  about: string,
  schema: TSchema | undefined,
  value: unknown,
): unknown => mapSensitive(schema, value, (part, path) => sealValue(cipher, about + path, part));

/** What `sealFields` made is itself again; what was kept before its field was declared sensitive stays. */
export const openFields = (
  cipher: Cipher,
  about: string,
  schema: TSchema | undefined,
  value: unknown,
): unknown => mapSensitive(schema, value, (part, path) => openValue(cipher, about + path, part));

/** What `sealValue` made is itself again; anything else stays. */
export const openValue = (cipher: Cipher, place: string, part: unknown): unknown =>
  isSealed(part)
    ? JSON.parse(cipher.decrypt(place, Buffer.from(part.slice(MARK.length), 'base64url')))
    : part;

const isSealed = (part: unknown): part is string => typeof part === 'string' && part.startsWith(MARK);

/** For whoever looks at what is kept without being meant to read it: says where something encrypted stands. */
export function hideSealed(value: unknown): unknown {
  if (isSealed(value)) return '[encrypted]';
  if (Array.isArray(value)) return value.map(hideSealed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, hideSealed(part)]));
}
