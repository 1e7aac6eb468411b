/** Which services run in a process, and where the others are. */
import Type from 'typebox';
import { setting } from './setting.ts';
import { isUrl } from './urls.ts';

const NAME = '^[a-z][a-z0-9_]*$';

const isPlace = (text: string): boolean => {
  const [name = '', url = ''] = splitOnce(text);
  const address = url.replaceAll('{service}', 'service');
  return (name === '*' || new RegExp(NAME).test(name)) && isUrl(address, ['http:', 'https:']);
};

export const placementFields = {
  services: setting(Type.Array(Type.String({ pattern: NAME })), {
    env: 'SERVICES',
    fallback: '',
    doc: 'The services that run in this process, separated by commas. Without it, all do.',
    right: 'names of services such as identity,operations',
  }),
  serviceUrls: setting(Type.Array(Type.Refine(Type.String(), isPlace)), {
    env: 'SERVICE_URLS',
    fallback: '',
    doc: 'Where the services are that run elsewhere: service=URL, and *=URL with {service} in it for all the others.',
    right: 'places such as identity=http://10.0.0.3:8003,*=http://{service}.kernos:8000',
  }),
};

interface Placement {
  readonly services: readonly string[];
  readonly serviceUrls: readonly string[];
  readonly secret?: string;
  readonly databaseUrl?: string;
}

/** What is wrong with these settings together, a sentence each. */
export function placementProblems({ services, serviceUrls, secret, databaseUrl }: Placement): string[] {
  // Where a setting is wrong, it is told by itself.
  const isSplit = [services, serviceUrls].some((list) => Array.isArray(list) && list.length > 0);
  if (!isSplit) return [];
  const given = 'SERVICES or SERVICE_URLS is given';
  return [
    ...(secret === undefined
      ? [`${given} without KERNOS_SECRET; give every process of the system the same one.`]
      : []),
    ...(databaseUrl === undefined
      ? [`${given} without DATABASE_URL; give every process the same database.`]
      : []),
  ];
}

/** The address of a service as `SERVICE_URLS` has it, without a trailing slash; undefined where it has none. */
export function placeOf(serviceUrls: readonly string[], service: string): string | undefined {
  const places = new Map(serviceUrls.map(splitOnce));
  const place = places.get(service) ?? places.get('*');
  return place?.replaceAll('{service}', service).replace(/(?<!\/)\/+$/, '');
}

function splitOnce(text: string): [string, string] {
  const at = text.indexOf('=');
  return [text.slice(0, at), text.slice(at + 1)];
}
