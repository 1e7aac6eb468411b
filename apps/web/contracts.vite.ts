import { pathToFileURL } from 'node:url';
import type { AnyCall, Contract } from '@kernos/kernel/contract';
import type { Plugin } from 'vite';

interface Schema {
  properties?: Record<string, unknown>;
  format?: unknown;
  contentMediaType?: unknown;
  'x-whole'?: unknown;
}

/**
 * What a page needs of a contract. It makes calls and leaves their validation to the server, so of each schema
 * the names of the fields are enough, and whether one is a file or a stream; the rest, mostly sentences for the
 * API's reference, stays out of what every visitor loads. Types are unaffected: they come from the sources.
 */
export function contractsForPages(): Plugin {
  return {
    name: 'contracts-for-pages',
    enforce: 'pre',
    async load(id) {
      const [path = ''] = id.split('?');
      if (!/\/contract\.ts$/.test(path) || path.endsWith('/kernel/src/contract/contract.ts')) return null;
      const exported = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
      const lines = Object.entries(exported)
        .filter((entry): entry is [string, Contract] => isContract(entry[1]))
        .map(([name, { calls }]) => `export const ${name} = ${JSON.stringify({ calls: needed(calls) })};`);
      return lines.join('\n');
    },
  };
}

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'calls' in value && 'events' in value && 'name' in value;

// The parts of kernel/src/contract/contract.ts' Call that kernel/src/contract/client.ts looks at.
const needed = (calls: Contract['calls']) =>
  Object.fromEntries(
    Object.entries(calls as Record<string, AnyCall>).map(([name, call]) => [
      name,
      {
        id: call.id,
        method: call.method,
        route: call.route,
        // A page speaks JSON: what another dialect writes and reads with (a function) does not travel.
        takes: call.takes,
        gives: call.gives,
        ...(call.versioned && { versioned: true }),
        ...(call.query && { query: fields(call.query) }),
        ...(call.body && { body: fields(call.body) }),
        reply: Object.fromEntries(
          Object.entries(call.reply).map(([status, reply]) => [status, media(reply as Schema)]),
        ),
      },
    ]),
  );

const fields = ({ properties = {} }: Schema) => ({
  properties: Object.fromEntries(
    Object.entries(properties).map(([name, schema]) => [name, media(schema as Schema)]),
  ),
});

const media = ({ format, contentMediaType, 'x-whole': whole }: Schema) => ({
  ...(whole !== undefined && { 'x-whole': whole }),
  ...(format === 'binary' && { format }),
  ...(contentMediaType !== undefined && { contentMediaType }),
});
