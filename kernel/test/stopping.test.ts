/** Stopping a system: what has begun finishes, what has not holds nothing up. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { startTestSystem } from '../src/testing.ts';
import { notesService } from './notes/notes.ts';

async function dial(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname);
  await once(socket, 'connect');
  return socket;
}

test('connections on which nothing was asked, or half a request, do not hold it up', async () => {
  const system = await startTestSystem({ services: [notesService()] });
  const silent = await dial(system.url);
  const half = await dial(system.url);
  half.write('GET /livez HTTP/1.1\r\nHost: ');
  const kept = await dial(system.url);
  kept.write('GET /livez HTTP/1.1\r\nHost: localhost\r\n\r\n');
  await once(kept, 'data');
  const ended = Promise.all([silent, half, kept].map((socket) => once(socket.resume(), 'close')));
  const stopped = system[Symbol.asyncDispose]().then(() => 'stopped');
  assert.equal(await Promise.race([stopped, sleep(30_000, 'still waiting', { ref: false })]), 'stopped');
  await ended;
});
