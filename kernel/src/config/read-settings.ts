/** Reads settings from the environment, and shows them: text in, typed values or sentences out. */
import Type, { type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { About, Fields, Setting, SettingsGroup } from './setting.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** Every problem of an environment at once: `problems` holds one sentence each, `message` all of them. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/** The values of some settings; an empty text counts as not given. What is wrong is added to `problems`. */
export function readFields(fields: Fields, env: Environment, problems: string[]): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const [field, { schema, about }] of Object.entries(fields)) {
    const text = env[about.env]?.trim() || about.fallback;
    if (text === undefined) continue;
    const value = readText(text, schema);
    if (Value.Check(schema, value)) read[field] = value;
    else problems.push(`${about.env} is ${shown(text, about)}; give ${about.right}.`);
  }
  return read;
}

/**
 * The settings of services as each reads them. Services may share a setting; throws where two declare one variable
 * each in their own way. Throws `ConfigError` with all that is wrong with their values.
 */
export function loadSettings(
  groups: readonly SettingsGroup[],
  env: Environment,
): ReadonlyMap<SettingsGroup, unknown> {
  fieldsOf(groups);
  const problems: string[] = [];
  const values = groups.map((group) => readFields(group.fields, env, problems));
  for (const [index, group] of groups.entries()) problems.push(...group.problems(values[index] as never));
  if (problems.length > 0) throw new ConfigError([...new Set(problems)]);
  return new Map(groups.map((group, index) => [group, group.read(values[index] as never)]));
}

/** One line of what `npm run kernos -- config` prints. */
export interface SettingDescription {
  /** The environment variable. */
  name: string;
  /** Its value as text, secrets masked; empty where an optional setting is not given. */
  value: string;
  /** What is used when it is not given; undefined for an optional setting. */
  fallback: string | undefined;
  /** What it is for. */
  doc: string;
}

/** Settings in the order of declaration, with passwords masked. */
export function describeFields(
  fields: Fields,
  values: Readonly<Record<string, unknown>>,
): SettingDescription[] {
  return Object.entries(fields).map(([field, { about }]) => {
    const text = asText(values[field]);
    const value = about.secret === 'whole' && text ? '****' : maskUrl(text);
    return { name: about.env, value, fallback: about.fallback, doc: about.doc };
  });
}

/** The same of services, as an environment sets them. Throws `ConfigError` where that is wrong. */
export function describeSettings(groups: readonly SettingsGroup[], env: Environment): SettingDescription[] {
  loadSettings(groups, env);
  const fields = fieldsOf(groups);
  return describeFields(fields, readFields(fields, env, []));
}

/** All settings of some groups by their variables, each once. */
function fieldsOf(groups: readonly SettingsGroup[]): Fields {
  const all = new Map<string, Setting>();
  for (const one of groups.flatMap(({ fields }) => Object.values(fields))) {
    const { env } = one.about;
    if (all.has(env) && all.get(env) !== one) throw new Error(`two services declare the setting ${env}`);
    all.set(env, one);
  }
  return Object.fromEntries(all);
}

/** Descriptions for a person to read: a line with the value and one with its meaning for every setting. */
export const formatSettings = (settings: readonly SettingDescription[]): string =>
  settings.map(({ name, value, doc }) => `${name}=${value}\n    ${doc}`).join('\n');

function readText(text: string, schema: TSchema): unknown {
  if (Type.IsInteger(schema)) return /^\d+$/.test(text) ? Number(text) : text;
  if (Type.IsBoolean(schema)) return text === 'on' ? true : text === 'off' ? false : text;
  if (Type.IsArray(schema)) return text === '' ? [] : text.split(',').map((part) => part.trim());
  return text;
}

function asText(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return Array.isArray(value) ? value.join(',') : String(value);
}

function shown(text: string, facts: About): string {
  if (facts.secret) return text.length === 1 ? '1 character long' : `${text.length} characters long`;
  return `"${text.length > 80 ? `${text.slice(0, 80)}…` : text}"`;
}

function maskUrl(text: string): string {
  if (!URL.canParse(text)) return text;
  return text
    .replace(/^([a-z][a-z0-9+.-]*:\/\/[^/?#@:]*:)[^/?#@]*@/i, '$1****@')
    .replace(/([?&][a-z_]*password=)[^&#]*/gi, '$1****');
}
