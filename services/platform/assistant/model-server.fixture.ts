/**
 * A language model for tests: a real server that speaks the OpenAI protocol, streaming, with faults on demand.
 * It keeps every request as it came, word for word.
 */
import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface ModelRequest {
  readonly model: string;
  readonly stream?: boolean;
  readonly max_tokens?: number;
  readonly messages: readonly { readonly role: string; readonly content: string }[];
  /** The Authorization header. */
  readonly authorization: string | undefined;
}

/** What the server does next. */
export type Act =
  /** Streams these pieces, then ends properly. `usage: false`: says nothing of tokens. */
  | {
      readonly say: readonly string[];
      readonly beforeMs?: number;
      readonly betweenMs?: number;
      readonly usage?: boolean;
      readonly finish?: string;
    }
  /** Answers with this status instead. */
  | { readonly status: number; readonly headers?: Record<string, string>; readonly body?: string }
  /** Streams these pieces, then tears the connection. */
  | { readonly sayAndBreak: readonly string[] }
  /** Streams these pieces, then nothing more until the other side hangs up. */
  | { readonly sayAndWait: readonly string[] }
  /** Streams these pieces, then something that is no JSON. */
  | { readonly sayAndGarble: readonly string[] }
  /** Says this again and again, whatever was asked. */
  | { readonly forever: string }
  /** Says nothing. */
  | { readonly silent: true };

export interface ModelServer extends AsyncDisposable {
  readonly url: string;
  readonly requests: ModelRequest[];
  /** Connections that whoever asked closed before the answer was complete. */
  readonly hungUp: () => number;
  /** Waits until there have been so many. */
  readonly hangsUp: (count: number) => Promise<void>;
  /** What it does for the next requests, one each; afterwards `otherwise`. */
  readonly next: (...acts: Act[]) => void;
  /** Forgets what it was to do next. */
  readonly forget: () => void;
  /** What it does where nothing else was asked for. */
  otherwise: (request: ModelRequest) => Act;
}

export async function startModelServer(): Promise<ModelServer> {
  const requests: ModelRequest[] = [];
  const queue: Act[] = [];
  let hungUp = 0;
  const server = createServer((request, response) => {
    response.on('close', () => {
      if (!response.writableEnded) hungUp += 1;
    });
    take(request, response).catch(() => response.destroy());
  });
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const { authorization } = request.headers;
    const body = JSON.parse(await read(request)) as Omit<ModelRequest, 'authorization'>;
    const asked: ModelRequest = { ...body, authorization };
    requests.push(asked);
    await perform(queue.shift() ?? self.otherwise(asked), asked, response);
  };
  server.listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const self: ModelServer = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    requests,
    hungUp: () => hungUp,
    hangsUp: async (count) => {
      for (const deadline = Date.now() + 60_000; hungUp < count; await sleep(5))
        assert.ok(Date.now() < deadline, 'nobody hung up');
    },
    next: (...acts) => queue.push(...acts),
    forget: () => {
      queue.length = 0;
    },
    otherwise: quoteFirstPassage,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return self;
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString();
}

/** A well-behaved model: the first sentence of the first passage, cited. */
export function quoteFirstPassage({ messages }: ModelRequest): Act {
  const passage =
    messages.at(-1)?.content.match(/\n\[1\] [^\n]*\n([\s\S]*?)(?:\n\n\[2\]|\n<<end)/)?.[1] ?? '';
  const sentence =
    passage
      .replace(/^#+ .*$/gm, '')
      .replace(/\s+/g, ' ')
      .trim()
      .match(/^.*?[.!?](?=\s|$)/)?.[0] ?? passage;
  return { say: piecesOf(`${sentence.replace(/[.!?]$/, '')} [1].`) };
}

/** A text in pieces of a few characters, as models stream it. */
export const piecesOf = (text: string, size = 4): string[] =>
  text.match(new RegExp(`[\\s\\S]{1,${size}}`, 'g')) ?? [];

async function perform(act: Act, { model }: ModelRequest, response: ServerResponse): Promise<void> {
  if ('silent' in act) return;
  if ('status' in act) {
    response.writeHead(act.status, { 'content-type': 'application/json', ...act.headers });
    response.end(
      act.body ?? JSON.stringify({ error: { message: 'no', type: 'test', code: null, param: null } }),
    );
    return;
  }
  const chunk = (delta: object, finish: string | null = null, rest: object = {}) =>
    `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model, choices: [{ index: 0, delta, finish_reason: finish }], ...rest })}\n\n`;
  const begin = () => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(chunk({ role: 'assistant', content: '' }));
  };
  if ('forever' in act) {
    begin();
    while (!response.destroyed) {
      response.write(chunk({ content: act.forever }));
      await sleep(1);
    }
    return;
  }
  if ('sayAndBreak' in act || 'sayAndGarble' in act) {
    begin();
    const pieces = 'sayAndBreak' in act ? act.sayAndBreak : act.sayAndGarble;
    for (const content of pieces) response.write(chunk({ content }));
    await sleep(20);
    if ('sayAndBreak' in act) response.destroy();
    else response.end('data: {"choices": [{"delta": {"content": \n\n');
    return;
  }
  if ('sayAndWait' in act) {
    begin();
    for (const content of act.sayAndWait) response.write(chunk({ content }));
    return;
  }
  await sleep(act.beforeMs ?? 0);
  begin();
  for (const content of act.say) {
    if (act.betweenMs) await sleep(act.betweenMs);
    if (response.destroyed) return;
    response.write(chunk({ content }));
  }
  response.write(chunk({}, act.finish ?? 'stop'));
  if (act.usage !== false) {
    const usage = {
      prompt_tokens: 100,
      completion_tokens: act.say.length,
      total_tokens: 100 + act.say.length,
    };
    response.write(chunk({}, null, { choices: [], usage }));
  }
  response.end('data: [DONE]\n\n');
}
