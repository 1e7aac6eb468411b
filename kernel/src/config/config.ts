import { isIP } from 'node:net';
import { resolve } from 'node:path';
import Type, { type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { isAddressRange } from '../http/client-address.ts';
import type { ModelSettings } from '../unit-of-work/context.ts';
import { isBaseUrl, isHost, isLoopback, isOrigin, isUrl } from './addresses.ts';
import { messageFields, messageProblems } from './message-settings.ts';
import { nearest } from './nearest-name.ts';
import { type About, factsOf, setting } from './setting.ts';

const PRICE = '^[^=,]+=\\d+(\\.\\d+)?/\\d+(\\.\\d+)?$';

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const fields = {
  port: setting(Type.Integer({ minimum: 0, maximum: 65_535 }), {
    env: 'PORT',
    fallback: '8000',
    doc: 'TCP port to listen on; 0 takes any free one.',
    right: 'a whole number from 0 to 65535',
  }),
  host: setting(Type.Refine(Type.String(), isHost), {
    env: 'HOST',
    fallback: '127.0.0.1',
    doc: 'Address to listen on. 127.0.0.1 serves this machine only; 0.0.0.0 serves the network.',
    right: 'an IP address or a host name, such as 127.0.0.1 or 0.0.0.0',
  }),
  dataDir: setting(Type.String(), {
    env: 'KERNOS_DATA',
    fallback: '.kernos',
    doc: 'Folder for the embedded database and for stored files. It is made if it is missing.',
    right: 'the path of a folder',
  }),
  databaseUrl: setting(
    Type.Refine(Type.String(), (text) => isUrl(text, ['postgres:', 'postgresql:'])),
    {
      env: 'DATABASE_URL',
      doc: 'PostgreSQL 18 to use. Without it, Kernos starts its own inside KERNOS_DATA.',
      right: 'a URL such as postgres://user:password@localhost:5432/kernos',
      secret: 'password',
    },
  ),
  files: setting(Type.Enum(['disk', 'postgres']), {
    env: 'FILES',
    fallback: 'disk',
    doc: 'Where files are kept: in KERNOS_DATA on this machine, or in the database, where all machines see them.',
    right: 'disk or postgres',
  }),
  demo: setting(Type.Boolean(), {
    env: 'DEMO',
    fallback: 'on',
    doc: 'Demo organization with its accounts and something to look at; who registers joins it.',
    right: 'on or off',
  }),
  demoPassword: setting(Type.String({ minLength: 12, maxLength: 128 }), {
    env: 'DEMO_PASSWORD',
    doc: 'Password of the demo accounts. Without it, one is generated and printed at the start.',
    right: '12 to 128 characters, because whoever reaches this address can try to guess it',
    secret: 'whole',
  }),
  rateLimit: setting(Type.Boolean(), {
    env: 'RATE_LIMIT',
    fallback: 'on',
    doc: 'Limits requests per person and per address. May be off on a loopback HOST only.',
    right: 'on or off',
  }),
  ratePerPerson: setting(Type.Integer({ minimum: 1, maximum: 1_000_000 }), {
    env: 'RATE_LIMIT_PER_PERSON',
    fallback: '1200',
    doc: 'Requests a minute of one person who is signed in, wherever they are.',
    right: 'a whole number from 1 to 1000000',
  }),
  ratePerAddress: setting(Type.Integer({ minimum: 1, maximum: 1_000_000 }), {
    env: 'RATE_LIMIT_PER_ADDRESS',
    fallback: '600',
    doc: 'Requests a minute from one address without a sign-in, with a wrong one, or to where there is nothing.',
    right: 'a whole number from 1 to 1000000',
  }),
  otlpEndpoint: setting(
    Type.Refine(Type.String(), (text) => isUrl(text, ['http:', 'https:'])),
    {
      env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
      doc: 'OpenTelemetry collector (OTLP over HTTP) that traces are sent to. Without it, none are.',
      right: 'an http or https URL such as http://localhost:4318',
    },
  ),
  logLevel: setting(Type.Enum(logLevels), {
    env: 'LOG_LEVEL',
    fallback: 'info',
    doc: 'The least important log line that is still written.',
    right: `one of ${logLevels.join(', ')}`,
  }),
  allowedOrigins: setting(Type.Array(Type.Refine(Type.String(), isOrigin)), {
    env: 'ALLOWED_ORIGINS',
    fallback: '',
    doc: 'Other web origins whose pages may call the API (CORS), separated by commas.',
    right: 'origins separated by commas, such as https://learn.example.org,https://example.org:8443',
  }),
  trustedProxies: setting(Type.Array(Type.Refine(Type.String(), isAddressRange)), {
    env: 'TRUSTED_PROXIES',
    fallback: '',
    doc: 'Proxies before this system, whose X-Forwarded-For says who asks: for limits, lockouts and records.',
    right: 'IP addresses or ranges separated by commas, such as 10.0.0.0/8,fd00::/8',
  }),
  publicUrl: setting(Type.Refine(Type.String(), isBaseUrl), {
    env: 'PUBLIC_URL',
    doc: 'Where people reach this system; used in e-mails and documents. Follows HOST and PORT if not given.',
    right: 'an http or https URL without query or fragment, such as https://kernos.example.org',
  }),
  openaiBaseUrl: setting(Type.Refine(Type.String(), isBaseUrl), {
    env: 'OPENAI_BASE_URL',
    doc: 'OpenAI-compatible API of the language models. Without it, nothing asks a model.',
    right: 'an http or https URL without query or fragment, such as http://localhost:11434/v1',
  }),
  openaiApiKey: setting(Type.String({ minLength: 1, maxLength: 1_000 }), {
    env: 'OPENAI_API_KEY',
    doc: 'Key that OPENAI_BASE_URL asks for, if it asks for one.',
    right: 'at most 1000 characters',
    secret: 'whole',
  }),
  openaiModel: setting(Type.String({ maxLength: 200 }), {
    env: 'OPENAI_MODEL',
    doc: 'Model that writes answers. Without it, the assistant quotes the passages that it found.',
    right: 'the name of a model that OPENAI_BASE_URL offers',
  }),
  openaiFallbackModel: setting(Type.String({ maxLength: 200 }), {
    env: 'OPENAI_FALLBACK_MODEL',
    doc: 'Model that writes answers while OPENAI_MODEL does not.',
    right: 'the name of a model that OPENAI_BASE_URL offers',
  }),
  embeddingModel: setting(Type.String({ maxLength: 200 }), {
    env: 'EMBEDDING_MODEL',
    doc: 'Model that makes vectors of passages and questions. Without it, search goes by words alone.',
    right: 'the name of an embedding model that OPENAI_BASE_URL offers',
  }),
  rerankModel: setting(Type.String({ maxLength: 200 }), {
    env: 'RERANK_MODEL',
    doc: 'Model behind OPENAI_BASE_URL/rerank that puts the best passages in order. Without it, ranks do.',
    right: 'the name of a reranking model that OPENAI_BASE_URL offers',
  }),
  transcriptionModel: setting(Type.String({ maxLength: 200 }), {
    env: 'TRANSCRIPTION_MODEL',
    doc: 'Model that writes down what is said in sound and film. Without it, these are refused.',
    right: 'the name of a transcription model that OPENAI_BASE_URL offers',
  }),
  openaiTimeoutSeconds: setting(Type.Integer({ minimum: 1, maximum: 600 }), {
    env: 'OPENAI_TIMEOUT_SECONDS',
    fallback: '30',
    doc: 'How long a model may take to its first word, and between two of them, in seconds.',
    right: 'a whole number from 1 to 600',
  }),
  openaiMaxTokens: setting(Type.Integer({ minimum: 16, maximum: 32_768 }), {
    env: 'OPENAI_MAX_TOKENS',
    fallback: '1024',
    doc: 'Longest answer of a model, in tokens. One that does not stop is stopped there.',
    right: 'a whole number from 16 to 32768',
  }),
  openaiContextTokens: setting(Type.Integer({ minimum: 200, maximum: 200_000 }), {
    env: 'OPENAI_CONTEXT_TOKENS',
    fallback: '3000',
    doc: 'How much of the passages found a model is given with a question, in tokens.',
    right: 'a whole number from 200 to 200000',
  }),
  openaiPrices: setting(Type.Array(Type.String({ pattern: PRICE })), {
    env: 'OPENAI_PRICES',
    fallback: '',
    doc: 'What models cost: model=input/output for a million tokens each, in any one currency, separated by commas.',
    right: 'prices for a million tokens such as small-model=0.15/0.60,large-model=2.50/10',
  }),
  ...messageFields,
};

type Required =
  | 'port'
  | 'host'
  | 'dataDir'
  | 'demo'
  | 'rateLimit'
  | 'ratePerPerson'
  | 'ratePerAddress'
  | 'logLevel'
  | 'allowedOrigins'
  | 'trustedProxies'
  | 'publicUrl'
  | 'openaiTimeoutSeconds'
  | 'openaiMaxTokens'
  | 'openaiContextTokens'
  | 'openaiPrices'
  | 'smtpPort'
  | 'twilioUrl'
  | 'loopbackTargets';

/**
 * The one configuration of a running system. `dataDir` is absolute; `publicUrl` has no trailing slash;
 * without `databaseUrl` the embedded database is used; without `otlpEndpoint` no traces are exported.
 */
export type Config = { [F in Required]: Static<(typeof fields)[F]> } & {
  [F in Exclude<keyof typeof fields, Required>]?: Static<(typeof fields)[F]>;
};

/** What the command line reads, and what tests tell the processes they start; no settings of a system. */
const readElsewhere = ['KERNOS_URL', 'KERNOS_PASSWORD'];
const forTests = 'KERNOS_TEST_';

/** Every problem of an environment at once: `problems` holds one sentence each, `message` all of them. */
export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join('\n'));
    this.name = 'ConfigError';
    this.problems = problems;
  }
}

/**
 * Reads the configuration from environment variables; an empty value counts as not given.
 * Touches nothing but `env` and, to make `KERNOS_DATA` absolute, the working directory.
 * @throws {ConfigError} naming every wrong value and every unknown `KERNOS_…` variable, and what would be right
 */
export function loadConfig(env: Readonly<Record<string, string | undefined>>): Config {
  const problems: string[] = unknownVariables(env);
  const read: Record<string, unknown> = {};
  for (const [field, schema] of Object.entries(fields)) {
    const facts = factsOf(schema);
    const text = env[facts.env]?.trim() || facts.fallback;
    if (text === undefined) continue;
    const value = readText(text, schema);
    if (Value.Check(schema, value)) read[field] = value;
    else problems.push(`${facts.env} is ${shown(text, facts)}; give ${facts.right}.`);
  }
  const config = read as Config;
  if (config.rateLimit === false && config.host !== undefined && !isLoopback(config.host)) {
    problems.push(
      `RATE_LIMIT is off while HOST is ${config.host}; give RATE_LIMIT=on, or a loopback HOST such as 127.0.0.1.`,
    );
  }
  for (const [name, model] of [
    ['OPENAI_MODEL', config.openaiModel],
    ['OPENAI_FALLBACK_MODEL', config.openaiFallbackModel],
    ['EMBEDDING_MODEL', config.embeddingModel],
    ['RERANK_MODEL', config.rerankModel],
    ['TRANSCRIPTION_MODEL', config.transcriptionModel],
  ]) {
    if (model !== undefined && config.openaiBaseUrl === undefined)
      problems.push(`${name} is given without OPENAI_BASE_URL; say where that model is.`);
  }
  if (config.openaiFallbackModel !== undefined && config.openaiModel === undefined)
    problems.push(
      'OPENAI_FALLBACK_MODEL is given without OPENAI_MODEL; a single model goes into OPENAI_MODEL.',
    );
  problems.push(...messageProblems(config));
  if (problems.length > 0) throw new ConfigError(problems);
  config.dataDir = resolve(config.dataDir);
  config.publicUrl = (config.publicUrl ?? derivedUrl(config)).replace(/\/+$/, '');
  return config;
}

/**
 * The same configuration once the port is known that `PORT=0` was given. A `publicUrl` that was derived
 * from host and port follows; one that was given stays.
 */
export function withPort(config: Config, port: number): Config {
  const derived = config.publicUrl === derivedUrl(config);
  const moved = { ...config, port };
  return derived ? { ...moved, publicUrl: derivedUrl(moved) } : moved;
}

/** The OPENAI_… settings as services read them. */
export function modelSettings(config: Config): ModelSettings {
  const { openaiBaseUrl, openaiApiKey, openaiModel, openaiFallbackModel } = config;
  const { embeddingModel, rerankModel, transcriptionModel } = config;
  return {
    ...(openaiBaseUrl !== undefined && { baseUrl: openaiBaseUrl.replace(/\/+$/, '') }),
    ...(openaiApiKey !== undefined && { apiKey: openaiApiKey }),
    ...(openaiModel !== undefined && { model: openaiModel }),
    ...(openaiFallbackModel !== undefined && { fallbackModel: openaiFallbackModel }),
    ...(embeddingModel !== undefined && { embeddingModel }),
    ...(rerankModel !== undefined && { rerankModel }),
    ...(transcriptionModel !== undefined && { transcriptionModel }),
    timeoutMs: config.openaiTimeoutSeconds * 1_000,
    maxTokens: config.openaiMaxTokens,
    contextTokens: config.openaiContextTokens,
    prices: Object.fromEntries(config.openaiPrices.map(priceOf)),
  };
}

function priceOf(text: string): [string, { input: number; output: number }] {
  const [model = '', price = ''] = text.split('=');
  const [input, output] = price.split('/').map(Number);
  return [model, { input: input ?? 0, output: output ?? 0 }];
}

/** One line of `describeConfig`. */
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

/** Every setting of a configuration in the order of declaration, with passwords masked. */
export function describeConfig(config: Config): SettingDescription[] {
  const values: Readonly<Record<string, unknown>> = config;
  return Object.entries(fields).map(([field, schema]) => {
    const { env, fallback, doc, secret } = factsOf(schema);
    const text = asText(values[field]);
    return { name: env, value: secret === 'whole' && text ? '****' : maskUrl(text), fallback, doc };
  });
}

/** `describeConfig` for a person to read: a line with the value and one with its meaning for every setting. */
export function formatConfig(config: Config): string {
  return describeConfig(config)
    .map(({ name, value, doc }) => `${name}=${value}\n    ${doc}`)
    .join('\n');
}

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

function unknownVariables(env: Readonly<Record<string, string | undefined>>): string[] {
  const known = [...Object.values(fields).map((schema) => factsOf(schema).env), ...readElsewhere];
  return Object.keys(env)
    .filter((name) => name.startsWith('KERNOS_') && !name.startsWith(forTests) && !known.includes(name))
    .map((name) => {
      const near = nearest(name, known);
      return `${name} is not a setting of Kernos; ${near ? `did you mean ${near}?` : 'remove it.'}`;
    });
}

function derivedUrl({ host, port }: Pick<Config, 'host' | 'port'>): string {
  // The addresses that mean "every interface" can be listened on but not visited.
  const name = host === '0.0.0.0' || host === '::' ? 'localhost' : host;
  return `http://${isIP(name) === 6 ? `[${name}]` : name}:${port}`;
}
