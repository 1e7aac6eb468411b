import { isIP } from 'node:net';
import { resolve } from 'node:path';
import Type from 'typebox';
import { isAddressRange } from '../http/client-address.ts';
import { isHost, isLoopback } from './addresses.ts';
import { messageFields, messageProblems } from './message-settings.ts';
import { nearest } from './nearest-name.ts';
import { placementFields, placementProblems } from './placement-settings.ts';
import {
  ConfigError,
  describeFields,
  type Environment,
  readFields,
  type SettingDescription,
} from './read-settings.ts';
import { BaseUrl, setting, type ValuesOf } from './setting.ts';
import { isOrigin, isUrl } from './urls.ts';

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
      doc: 'PostgreSQL 15 to 18 to use. Without it, Kernos starts its own inside KERNOS_DATA.',
      right: 'a URL such as postgres://user:password@localhost:5432/kernos',
      secret: 'password',
    },
  ),
  migrationDatabaseUrl: setting(
    Type.Refine(Type.String(), (text) => isUrl(text, ['postgres:', 'postgresql:'])),
    {
      env: 'MIGRATION_DATABASE_URL',
      doc: 'The same database with a login that may make roles, where the user of DATABASE_URL may not. For migrations alone.',
      right: 'a URL such as postgres://admin:password@localhost:5432/kernos',
      secret: 'password',
    },
  ),
  files: setting(Type.Enum(['disk', 'postgres']), {
    env: 'FILES',
    fallback: 'disk',
    doc: 'Where files are kept: in KERNOS_DATA on this machine, or in the database, where all machines see them.',
    right: 'disk or postgres',
  }),
  secret: setting(Type.String({ minLength: 32, maxLength: 1_000 }), {
    env: 'KERNOS_SECRET',
    doc: 'Secret of this system: it seals calls between processes and encrypts the keys of sensitive data. Without it, one is generated into KERNOS_DATA.',
    right:
      '32 to 1000 characters, the same for every process, such as the output of: openssl rand -base64 32',
    secret: 'whole',
  }),
  previousSecret: setting(Type.String({ minLength: 32, maxLength: 1_000 }), {
    env: 'KERNOS_SECRET_PREVIOUS',
    doc: 'The secret before KERNOS_SECRET, while it is being changed.',
    right: '32 to 1000 characters: what KERNOS_SECRET was before',
    secret: 'whole',
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
  rateCounts: setting(Type.Enum(['memory', 'postgres']), {
    env: 'RATE_COUNTS',
    fallback: 'memory',
    doc: 'Where requests are counted: in the memory of each process, or in the database, for several that count together.',
    right: 'memory or postgres',
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
  publicUrl: setting(BaseUrl, {
    env: 'PUBLIC_URL',
    doc: 'Where people reach this system; used in emails and documents. Follows HOST and PORT if not given.',
    right: 'an http or https URL without query or fragment, such as https://kernos.example.org',
  }),
  ...placementFields,
  ...messageFields,
};

/**
 * The one configuration of a running system. `dataDir` is absolute; `publicUrl` has no trailing slash;
 * without `databaseUrl` the embedded database is used; without `otlpEndpoint` no traces are exported.
 */
export type Config = ValuesOf<typeof fields> & { readonly publicUrl: string };

/** What the command line reads, and what tests tell the processes they start; no settings of a system. */
const readElsewhere = ['KERNOS_URL', 'KERNOS_PASSWORD'];
const forTests = 'KERNOS_TEST_';

/**
 * Reads the configuration from environment variables; an empty value counts as not given.
 * Touches nothing but `env` and, to make `KERNOS_DATA` absolute, the working directory.
 * @throws {ConfigError} naming every wrong value and every unknown `KERNOS_…` variable, and what would be right
 */
export function loadConfig(env: Environment): Config {
  const problems: string[] = unknownVariables(env);
  const config = readFields(fields, env, problems) as ValuesOf<typeof fields>;
  const { host } = config;
  if (config.rateLimit === false && host !== undefined && !isLoopback(host)) {
    problems.push(
      `RATE_LIMIT is off while HOST is ${host}; give RATE_LIMIT=on, or a loopback HOST such as 127.0.0.1.`,
    );
  }
  if (config.migrationDatabaseUrl !== undefined && config.databaseUrl === undefined)
    problems.push('MIGRATION_DATABASE_URL needs DATABASE_URL: who works in the database that it prepares.');
  problems.push(...placementProblems(config), ...messageProblems(config));
  if (problems.length > 0) throw new ConfigError(problems);
  const publicUrl = (config.publicUrl ?? derivedUrl(config)).replace(/(?<!\/)\/+$/, '');
  return { ...config, dataDir: resolve(config.dataDir), publicUrl };
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

/** Every setting of a configuration in the order of declaration, with passwords masked. */
export const describeConfig = (config: Config): SettingDescription[] => describeFields(fields, config);

function unknownVariables(env: Environment): string[] {
  const known = [...Object.values(fields).map(({ about }) => about.env), ...readElsewhere];
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
