/** Many people at once: requests over real sockets, so many at a time. */
import { Agent, request } from 'node:http';
import type { TestPerson, TestSystem } from '@kernos/kernel/testing';

export interface Answer {
  readonly status: number;
  readonly body: { readonly code?: string; readonly status?: string };
}

export interface Crowd extends Disposable {
  /** One request of one person, waiting for a free socket. */
  ask(method: 'POST' | 'DELETE', path: string, person: TestPerson): Promise<Answer>;
}

/** @param sockets how many requests are under way at most. */
export function gather(system: TestSystem, sockets: number): Crowd {
  const agent = new Agent({ keepAlive: true, maxSockets: sockets });
  return {
    ask: (method, path, person) =>
      new Promise((resolve, reject) => {
        const options = { method, agent, headers: { ...system.headers(person), 'content-length': 0 } };
        const sent = request(system.url + path, options, (response) => {
          let text = '';
          response.setEncoding('utf8');
          response.on('data', (chunk: string) => {
            text += chunk;
          });
          response.on('end', () => resolve({ status: response.statusCode ?? 0, body: JSON.parse(text) }));
        });
        sent.on('error', reject);
        sent.end();
      }),
    [Symbol.dispose]: () => agent.destroy(),
  };
}
