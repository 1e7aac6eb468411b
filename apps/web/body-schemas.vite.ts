import { globSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { AnyCall, Contract } from '@kernos/kernel/contract';
import type { Plugin } from 'vite';

const root = dirname(dirname(import.meta.dirname));
const all = 'virtual:body-schemas';
const one = 'virtual:body-schemas/';

/**
 * The schemas of what calls take in their bodies, for forms: `virtual:body-schemas` has a function for each contract
 * that fetches them. They come when a form is opened, and are no part of what every visitor loads
 * (see contracts.vite.ts). Sentences for the API's reference are left out.
 */
export function bodySchemas(): Plugin {
  return {
    name: 'body-schemas',
    resolveId: (id) => (id === all || id.startsWith(one) ? `\0${id}` : null),
    async load(id) {
      if (id === `\0${all}`) {
        const lines = Object.keys(await contracts()).map(
          (name) => `${JSON.stringify(name)}: () => import(${JSON.stringify(one + name)})`,
        );
        return `export const bodySchemas = {\n${lines.join(',\n')}\n};`;
      }
      if (!id.startsWith(`\0${one}`)) return null;
      const { calls } = (await contracts())[id.slice(one.length + 1)] ?? { calls: {} };
      const bodies = Object.values(calls as Record<string, AnyCall>)
        .filter(({ body }) => body !== undefined)
        .map(({ id, body }) => [id, JSON.parse(JSON.stringify(body, withoutSentences))]);
      return `export const schemas = ${JSON.stringify(Object.fromEntries(bodies))};`;
    },
  };
}

const withoutSentences = (key: string, value: unknown): unknown =>
  key === 'description' && typeof value === 'string' ? undefined : value;

async function contracts(): Promise<Record<string, Contract>> {
  const files = globSync('services/*/*/contract.ts', { cwd: root }).sort();
  const modules = await Promise.all(
    files.map((file) => import(pathToFileURL(join(root, file)).href) as Promise<Record<string, unknown>>),
  );
  return Object.fromEntries(
    modules
      .flatMap((module) => Object.values(module))
      .filter(isContract)
      .map((contract) => [contract.name, contract]),
  );
}

const isContract = (value: unknown): value is Contract =>
  typeof value === 'object' && value !== null && 'calls' in value && 'events' in value && 'name' in value;
