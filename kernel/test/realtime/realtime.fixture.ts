/** What the tests of realtime connections share: waiting, listening, and a wire that can be cut. */
import assert from 'node:assert/strict';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Problem } from '../../src/contract/errors.ts';
import type { Hint } from '../../src/realtime/protocol.ts';
import {
  type ConnectionState,
  connectRealtime,
  type RealtimeConnection,
} from '../../src/realtime/realtime-client.ts';

/** Waits until `done`; fails after `ms` milliseconds, saying what for. */
export async function until(done: () => boolean, what: string, ms = 60_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!done()) {
    assert.ok(Date.now() < deadline, `waited in vain until ${what}`);
    await sleep(2);
  }
}

export interface Listener {
  readonly live: RealtimeConnection;
  readonly hints: Hint[];
  readonly states: ConnectionState[];
  readonly problems: Problem[];
}

/** A client of the realtime gateway that collects what it hears. */
export function listen(url: string, token: (not?: string) => Promise<string>): Listener {
  const hints: Hint[] = [];
  const states: ConnectionState[] = [];
  const problems: Problem[] = [];
  const live = connectRealtime({
    url,
    token,
    onHint: (hint) => hints.push(hint),
    onState: (state, problem) => {
      states.push(state);
      if (problem) problems.push(problem);
    },
  });
  return { live, hints, states, problems };
}

/** A wire to a server, through a port of its own, that can be cut. */
export class Wire {
  readonly #target: URL;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  cuts = 0;

  constructor(target: string) {
    this.#target = new URL(target);
    this.#server = createServer((near) => {
      const far = connect(Number(this.#target.port), this.#target.hostname);
      for (const socket of [near, far]) {
        this.#sockets.add(socket);
        socket.on('error', () => undefined);
        socket.once('close', () => {
          this.#sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
      }
      near.pipe(far);
      far.pipe(near);
    });
  }

  async open(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as { port: number }).port}`;
  }

  /** Ends every connection this moment; says whether there was one. */
  cut(): boolean {
    if (this.#sockets.size === 0) return false;
    this.cuts += 1;
    for (const socket of this.#sockets) socket.resetAndDestroy();
    return true;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
