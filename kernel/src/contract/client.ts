/**
 * A typed client for any contract, over HTTP; runs in Node and in the browser. Errors arrive as the same
 * `KernosError` a handler threw; a connection that fails is a `TransportError`.
 */
import type { AnyCall, Call, Contract } from './contract.ts';
import { codecOf } from './dialect.ts';
import { fromProblem, type Problem, TransportError } from './errors.ts';
import { isBinary, isEventStream, isLines, wholeBody } from './media.ts';

export interface ClientOptions {
  /** e.g. `http://127.0.0.1:8000`, without a trailing slash. */
  readonly baseUrl: string;
  /** Headers of every request, e.g. the access token; asked anew each time. */
  readonly headers?: () => Record<string, string> | Promise<Record<string, string>>;
}

export interface RequestOptions {
  readonly headers?: Record<string, string>;
  readonly signal?: AbortSignal;
  /** Goes out also where the page that sends it is being left; for bodies below 64 KiB (Fetch standard). */
  readonly keepalive?: boolean;
}

/** A file to send: what a call with an upload field takes from a client. */
export interface FileToSend {
  readonly blob: Blob;
  readonly fileName: string;
}

type Sent<Input> = {
  [K in keyof Input]: Input[K] extends { readonly fileName: string; readonly path: string }
    ? FileToSend
    : Input[K] extends { readonly stream: unknown; readonly contentType: string }
      ? Blob | ReadableStream<Uint8Array>
      : Input[K];
};

export type Client<C extends Contract> = {
  readonly [K in keyof C['calls']]: C['calls'][K] extends Call<infer Input, infer Reply>
    ? (input: Sent<Input>, options?: RequestOptions) => Promise<Reply>
    : never;
};

/** One function a call: `client(courses, { baseUrl }).get({ courseId })`. */
export function client<C extends Contract>(contract: C, options: ClientOptions): Client<C> {
  const functions = Object.entries(contract.calls as Record<string, AnyCall>).map(([name, call]) => [
    name,
    (input: unknown, request?: RequestOptions) =>
      send(options, call, input as Record<string, unknown>, request),
  ]);
  return Object.fromEntries(functions) as Client<C>;
}

/** Makes one call over HTTP. */
export async function send(
  { baseUrl, headers }: ClientOptions,
  call: AnyCall,
  input: Record<string, unknown>,
  options: RequestOptions = {},
): Promise<unknown> {
  const { path, query, body, contentType } = serialize(call, input);
  const init: RequestInit = {
    method: call.method,
    headers: {
      accept: `${call.gives[0] ?? 'application/json'}, application/problem+json;q=0.9, */*;q=0.1`,
      ...(await headers?.()),
      ...(contentType && { 'content-type': contentType }),
      ...(input.ifMatch !== undefined && call.versioned && { 'if-match': `"${input.ifMatch}"` }),
      ...options.headers,
    },
    ...(body !== undefined && { body }),
    ...(body instanceof ReadableStream && { duplex: 'half' }),
    ...(options.signal && { signal: options.signal }),
    ...(options.keepalive && { keepalive: true }),
  };
  let response: Response;
  try {
    response = await fetch(baseUrl + path + query, init);
  } catch (error) {
    throw new TransportError(`${call.id} did not get through to ${baseUrl}`, { cause: error });
  }
  if (!response.ok) throw await toError(call, response);
  return readReply(call, response);
}

interface Wire {
  path: string;
  query: string;
  body?: string | FormData | Blob | ReadableStream;
  contentType?: string;
}

function serialize(call: AnyCall, input: Record<string, unknown>): Wire {
  const path = call.route.replace(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(String(input[name])),
  );
  const search = new URLSearchParams();
  for (const name of Object.keys(call.query?.properties ?? {})) {
    const value = input[name];
    if (value === undefined) continue;
    for (const one of Array.isArray(value) ? value : [value]) search.append(name, String(one));
  }
  const query = search.size > 0 ? `?${search}` : '';
  if (!call.body) return { path, query };
  const [contentType = 'application/json'] = call.takes;
  const whole = wholeBody(call.body);
  if (whole?.as === 'lines')
    return { path, query, body: linesOf(input[whole.field] as AsyncIterable<unknown>), contentType };
  if (whole) return { path, query, body: input[whole.field] as string | Blob, contentType };
  const fields = Object.entries(call.body.properties).filter(([name]) => input[name] !== undefined);
  if (!fields.some(([, schema]) => isBinary(schema))) {
    const values = Object.fromEntries(fields.map(([name]) => [name, input[name]]));
    return { path, query, body: codecOf(call.dialect, contentType).write(values), contentType };
  }
  const form = new FormData();
  // Fields before files, so that the server knows them when the file begins.
  for (const [name, schema] of fields) if (!isBinary(schema)) form.append(name, String(input[name]));
  for (const [name, schema] of fields) {
    if (!isBinary(schema)) continue;
    const file = input[name] as FileToSend;
    form.append(name, file.blob, file.fileName);
  }
  return { path, query, body: form };
}

/** A body of lines of JSON, read from its source as it is sent. */
function linesOf(values: AsyncIterable<unknown>): ReadableStream<Uint8Array> {
  const source = values[Symbol.asyncIterator]();
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await source.next();
      if (done) controller.close();
      else controller.enqueue(encoder.encode(`${JSON.stringify(value)}\n`));
    },
    async cancel() {
      await source.return?.();
    },
  });
}

async function toError(call: AnyCall, response: Response): Promise<Error> {
  const text = await response.text();
  const retryAfter = Number(response.headers.get('retry-after') ?? Number.NaN);
  try {
    const problem = JSON.parse(text) as Problem;
    if (typeof problem.code === 'string')
      return fromProblem(problem, Number.isNaN(retryAfter) ? undefined : retryAfter);
  } catch {
    // Not ours: a proxy's page, say. Falls through.
  }
  return new TransportError(`${call.id} got status ${response.status} without a problem document`);
}

async function readReply(call: AnyCall, response: Response): Promise<unknown> {
  const schema = call.reply[response.status] ?? Object.values(call.reply)[0];
  if (schema && isEventStream(schema) && isEvents(response)) return readEvents(response);
  if (schema && isLines(schema)) return readLines(response);
  if (schema && isBinary(schema)) {
    return {
      body: new Uint8Array(await response.arrayBuffer()),
      contentType: response.headers.get('content-type') ?? 'application/octet-stream',
      fileName: response.headers.get('content-disposition')?.match(/filename="([^"]*)"/)?.[1],
    };
  }
  if (response.status === 204) return undefined;
  const type = (response.headers.get('content-type') ?? '').split(';')[0] ?? '';
  return codecOf(call.dialect, type.trim()).read(await response.text());
}

async function* readLines(response: Response): AsyncGenerator<unknown> {
  if (!response.body) return;
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) if (line.trim() !== '') yield JSON.parse(line);
  }
  if (rest.trim() !== '') yield JSON.parse(rest);
}

const isEvents = ({ headers }: Response): boolean =>
  headers.get('content-type')?.startsWith('text/event-stream') === true;

/** Server-sent events (WHATWG HTML, section 9.2): blank line ends one, `data` is JSON. */
async function* readEvents(
  response: Response,
): AsyncGenerator<{ id?: string; event?: string; data: unknown }> {
  if (!response.body) return;
  let rest = '';
  for await (const chunk of response.body.pipeThrough(new TextDecoderStream())) {
    const blocks = (rest + chunk).split(/\r?\n\r?\n/);
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = block.split(/\r?\n/).map((line) => line.match(/^(\w+): ?(.*)$/));
      const of = (name: string) => fields.filter((f) => f?.[1] === name).map((f) => f?.[2] ?? '');
      if (of('data').length === 0) continue;
      const id = of('id')[0];
      const event = of('event')[0];
      yield { ...(id && { id }), ...(event && { event }), data: JSON.parse(of('data').join('\n')) };
    }
  }
}
