/** Every secret that people gave or were shown, as the contracts name them; and in which tables it stands as it is. */
import { isSecretName } from '@kernos/kernel/secrets';
import { isSensitive } from '@kernos/kernel/sensitive';
import type { TestSystem } from '@kernos/kernel/testing';
import type { TSchema } from 'typebox';
import type { Attempt } from './attempt.fixture.ts';

type Shape = {
  readonly properties?: Readonly<Record<string, TSchema>>;
  readonly items?: TSchema;
  readonly anyOf?: readonly TSchema[];
  readonly writeOnly?: boolean;
};

/** Shorter texts stand in others by chance. */
const LEAST = 12;

/** Texts in a value that are secrets, by their name or by what their schema says. */
export function secretsIn(schema: TSchema | undefined, value: unknown, isOne = false): string[] {
  const { properties = {}, items, anyOf = [], writeOnly } = (schema ?? {}) as Shape;
  const secret = isOne || isSensitive(schema) || writeOnly === true;
  if (typeof value === 'string') return secret && value.length >= LEAST ? [value] : [];
  if (Array.isArray(value)) return value.flatMap((item) => secretsIn(items, item, secret));
  if (typeof value !== 'object' || value === null) return [];
  const branches = anyOf.flatMap((branch) => secretsIn(branch, value, secret));
  const fields = Object.entries(value).flatMap(([name, part]) =>
    name in properties ? secretsIn(properties[name], part, secret || isSecretName(name)) : [],
  );
  return [...branches, ...fields];
}

/** The same attempts, noting every secret that was sent or came back where they succeeded, by the id of the call. */
export function notingSecrets(attempt: Attempt): { attempt: Attempt; secrets: ReadonlyMap<string, string> } {
  const secrets = new Map<string, string>();
  const noting: Attempt = async (call, sent, headers) => {
    const reply = await attempt(call, sent, headers);
    if (reply.status >= 300) return reply;
    const body = jsonOf(reply.text);
    const shown = secretsIn(call.reply[reply.status] as TSchema | undefined, body);
    for (const secret of [...shown, ...secretsIn(call.body, sent.body)]) secrets.set(secret, call.id);
    return reply;
  };
  return { attempt: noting, secrets };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Some of the calls by which people come to secrets: if none came of them, the search is not worth much. */
export const secretive = [
  'assistant.createKey',
  'identity.enrollSecondFactor',
  'identity.login',
  'identity.regenerateRecoveryCodes',
  'notifications.createEndpoint',
  'notifications.rotateEndpointSecret',
];

/** A link in an email is a secret until it is used: the email holds it, and what carries that. */
const LINK_HOLDERS = /^(mailbox\.emails|kernel\.outbox)/;

/** Which of these texts stand in which tables of the database, other than as a link of an email. */
export async function standingIn(system: TestSystem, texts: readonly string[]): Promise<string[]> {
  const { rows: tables } = await system.sql<{ name: string }>({
    text: `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
            WHERE c.relkind = 'r' AND n.nspname !~ '^(pg_|information_schema)'`,
  });
  const found: string[] = [];
  for (const { name } of tables.filter((table) => !LINK_HOLDERS.test(table.name))) {
    const { rows } = await system.sql<{ row: string }>({ text: `SELECT t::text AS row FROM ${name} t` });
    // In a text, quotes within quotes are doubled; no secret has any.
    const all = rows.map(({ row }) => row).join('\n');
    for (const text of texts) if (all.includes(text)) found.push(`${name} ${text}`);
  }
  return found;
}
