/** A server that speaks OpenAI's protocol for vectors, reranking and transcripts, and fails when it is told to. */
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface ModelServer extends AsyncDisposable {
  readonly baseUrl: string;
  /** Texts that were embedded so far. */
  readonly embedded: string[];
  /** What it answers to everything, where it is not 200. */
  status: number;
}

/** Words that mean the same here: a vector has a part for each line. */
const MEANINGS = [
  ['car', 'automobile', 'vehicle'],
  ['happy', 'glad', 'joyful'],
  ['doctor', 'physician'],
];

const vectorOf = (text: string): number[] => [
  ...MEANINGS.map((words) => words.filter((word) => text.toLowerCase().includes(word)).length * 10),
  1,
];

export async function startModels(): Promise<ModelServer> {
  const models = { embedded: [] as string[], status: 200 };
  const answer = async (request: IncomingMessage): Promise<unknown> => {
    const body = await buffer(request);
    if (request.url === '/v1/audio/transcriptions')
      return { text: 'Hello there', segments: [{ start: 1.5, end: 3, text: 'Hello there' }] };
    const { input = [], documents = [] } = JSON.parse(body.toString()) as {
      input?: string[];
      documents?: string[];
    };
    if (request.url === '/v1/rerank')
      return { results: documents.map((text, index) => ({ index, relevance_score: text.length })) };
    models.embedded.push(...input);
    return { data: input.map((text, index) => ({ index, embedding: vectorOf(text) })) };
  };
  const server = createServer((request, response) => {
    answer(request).then(
      (reply) =>
        response.writeHead(models.status, { 'content-type': 'application/json' }).end(JSON.stringify(reply)),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(models, {
    baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  });
}
