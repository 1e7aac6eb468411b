/**
 * What Fastify makes of schemas. What writes a reply is compiled with the first reply of its kind: to compile
 * all of them would take longer than the rest of a start, and most are for calls that a process never gets.
 */
import { createRequire } from 'node:module';
import type { FastifyServerOptions } from 'fastify';

type FastJsonStringify = typeof import('fast-json-stringify');

const require = createRequire(import.meta.url);
let library: FastJsonStringify | undefined;

/** Fastify's `compilersFactory`, in place of its own. */
export const compilers = {
  // Validation is the kernel's own (one validator for every transport), done in the route's handler.
  buildValidator: (() => () => () => true) as never,
  buildSerializer:
    () =>
    ({ schema }: { readonly schema?: unknown }) => {
      let write: ((reply: unknown) => string) | undefined;
      return (reply: unknown): string => {
        write ??= compile(schema);
        return write(reply);
      };
    },
} satisfies NonNullable<FastifyServerOptions['schemaController']>['compilersFactory'];

function compile(schema: unknown): (reply: unknown) => string {
  library ??= require('fast-json-stringify') as FastJsonStringify;
  return library(schema as never);
}
