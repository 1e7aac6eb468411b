/**
 * Which statements a service may send: those that read and write rows, and the few beside them that a transaction
 * needs. Everything that lasts longer than a statement (`SET ROLE`, `SET kernos.organization`, `COMMIT`, `DO`) is the
 * kernel's, so that SQL which somebody smuggled into a service still runs as that service and for that organization.
 *
 * This reads the first word alone. It is enough because PostgreSQL itself refuses a second statement in the same message (the
 * store sends each in the extended protocol) and, on a database where the kernel may say so, `set_config`; see
 * barriers.ts and docs/decisions/0021.
 */

// Block comments may be nested, which an expression cannot follow: a statement does not begin with one.
const PERMITTED = new RegExp(
  `^(?:\\s|--[^\\r\\n]*[\\r\\n])*(?:${[
    String.raw`[(\s]*(?:select|with|insert|update|delete|merge|values)\b`,
    String.raw`(?:savepoint|rollback to|release) (?:savepoint )?\w+\s*$`,
    String.raw`set transaction isolation level (?:repeatable read|serializable)\s*$`,
    String.raw`set local (?:work_mem|(?:lock|statement|idle_in_transaction_session)_timeout) = '?\w+'?\s*$`,
  ].join('|')})`,
  'i',
);

/** Functions and views that change settings or run text as a statement, however their names are spelt. */
const CHANGES_SETTINGS = /set_config|pg_settings|(?:query|cursor)_to_xml|u&"/i;

/** What was found to be permitted. Statements are constants, but for those that are put together at run time. */
const known = new Set<string>();
const KNOWN_AT_MOST = 10_000;

/** Throws where a service may not send this. */
export function checkStatement(text: string): void {
  if (known.has(text)) return;
  if (!PERMITTED.test(text)) throw new Error(`a service may not send this statement: ${text.slice(0, 100)}`);
  if (CHANGES_SETTINGS.test(text))
    throw new Error(`a service may change no settings with a function: ${text.slice(0, 100)}`);
  if (known.size === KNOWN_AT_MOST) known.clear();
  known.add(text);
}
