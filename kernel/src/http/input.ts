/** The parts of a request, checked against the contract, as the one object that a handler gets. */
import type { FastifyRequest } from 'fastify';
import type { AnyCall } from '../contract/contract.ts';
import { commonError } from '../contract/errors.ts';
import { etagPattern, takesFiles, wholeBody } from '../contract/media.ts';
import { isEmpty, type Validate, validator } from './validation.ts';

type Part = 'params' | 'query' | 'body';

/** Reads the input of `call` out of a request. Throws `invalid-input` or `precondition-required`. */
export function inputValidator(call: AnyCall): (request: FastifyRequest) => Record<string, unknown> {
  const parts: [Part, Validate][] = [];
  if (call.params) parts.push(['params', validator(call.params, '/params')]);
  parts.push(['query', validator(call.query ?? noFields, '/query')]);
  const whole = call.body && wholeBody(call.body);
  const isRead = call.body !== undefined && !takesFiles(call.body) && (!whole || whole.as === 'text');
  if (call.body && isRead) parts.push(['body', validator(call.body, '')]);
  const agreed = (call.dialect?.mustAgree ?? []).filter(
    (name) => call.body?.properties[name] && call.params?.properties[name],
  );
  return (request) => {
    let input: Record<string, unknown> = {};
    let isFilled = false;
    for (const [part, validate] of parts) {
      let given: unknown = request[part];
      if (part === 'body' && whole) given = { [whole.field]: given ?? '' };
      if (part === 'body' && given === undefined && call.needsBody)
        throw commonError('invalid-input', 'The body is missing: it says what to change.', {
          errors: [{ path: '', message: 'is required' }],
        });
      if (part === 'body' && given !== undefined && !isPlainObject(given)) {
        throw commonError('invalid-input', 'The body must be a JSON object.', {
          errors: [{ path: '', message: 'must be an object' }],
        });
      }
      const read = validate(given) as Record<string, unknown>;
      for (const name of part === 'body' ? agreed : []) {
        if (read[name] !== undefined && read[name] !== input[name]) throw disagreement(name, input[name]);
      }
      if (isEmpty(read)) continue;
      // Most requests have one part alone, which need not be copied. The body, which is the request's own, comes last.
      input = isFilled ? Object.assign(input, read) : read;
      isFilled = true;
    }
    if (!call.versioned || call.method === 'GET') return input;
    if (call.versioned === 'optional' && request.headers['if-match'] === undefined) return input;
    return { ...input, ifMatch: readIfMatch(request) };
  };
}

function disagreement(name: string, inPath: unknown) {
  const message = `must be ${JSON.stringify(inPath)}, as in the address`;
  return commonError('invalid-input', `/${name}: ${message}`, { errors: [{ path: `/${name}`, message }] });
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
  const version = header.match(etagPattern)?.[1];
  if (version === undefined)
    throw commonError('invalid-input', 'If-Match must be the ETag as it was sent, e.g. "3".');
  return Number(version);
}
