/** The parts of a request, checked against the contract, as the one object that a handler gets. */
import type { FastifyRequest } from 'fastify';
import type { AnyCall } from '../contract/contract.ts';
import { commonError } from '../contract/errors.ts';
import { takesFiles } from '../contract/media.ts';
import { type Validate, validator } from './validation.ts';

type Part = 'params' | 'query' | 'body';

/** Reads the input of `call` out of a request. Throws `invalid-input` or `precondition-required`. */
export function inputValidator(call: AnyCall): (request: FastifyRequest) => Record<string, unknown> {
  const parts: [Part, Validate][] = [];
  if (call.params) parts.push(['params', validator(call.params, '/params')]);
  parts.push(['query', validator(call.query ?? noFields, '/query')]);
  const hasFiles = call.body !== undefined && takesFiles(call.body);
  if (call.body && !hasFiles) parts.push(['body', validator(call.body, '')]);
  return (request) => {
    const input: Record<string, unknown> = {};
    for (const [part, validate] of parts) {
      if (part === 'body' && request.body !== undefined && !isPlainObject(request.body)) {
        throw commonError('invalid-input', 'The body must be a JSON object.', {
          errors: [{ path: '', message: 'must be an object' }],
        });
      }
      Object.assign(input, validate(request[part]));
    }
    if (call.versioned && call.method !== 'GET') input.ifMatch = readIfMatch(request);
    return input;
  };
}

const noFields = { type: 'object', properties: {}, additionalProperties: false } as never;

const isPlainObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readIfMatch(request: FastifyRequest): number {
  const header = request.headers['if-match'];
  if (header === undefined) {
    throw commonError(
      'precondition-required',
      'Send If-Match with the ETag you last read, so that nobody else’s change is lost.',
    );
  }
  const version = header.match(/^(?:W\/)?"(\d+)"$/)?.[1];
  if (version === undefined)
    throw commonError('invalid-input', 'If-Match must be the ETag as it was sent, e.g. "3".');
  return Number(version);
}
