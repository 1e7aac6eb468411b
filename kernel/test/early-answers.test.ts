/** Refusals that go out while a body is still coming reach whoever sends it. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { connect } from 'node:net';
import { after, test } from 'node:test';
import { startTestSystem } from '../src/testing.ts';
import { notesService } from './notes/notes.ts';

const system = await startTestSystem({ services: [notesService()] });
after(() => system[Symbol.asyncDispose]());

test('whoever is still sending when they are refused sees the answer', async () => {
  const writer = system.person(['writer']);
  const body = Buffer.alloc(20 * 1_048_576, 'x');
  const { hostname, port } = new URL(system.url);
  /** Reads nothing before all of it is sent, as many a client does. */
  const sendAll = (path: string, headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const lines = Object.entries({ host: hostname, 'content-type': 'application/json', ...headers });
      const socket = connect(Number(port), hostname);
      socket.once('error', reject);
      socket.write(
        `POST ${path} HTTP/1.1\r\ncontent-length: ${body.length}\r\n${lines.map((line) => `${line.join(': ')}\r\n`).join('')}\r\n`,
      );
      socket.write(body, () => {
        socket.once('data', (data) => {
          socket.destroy();
          resolve(Number(String(data).slice(9, 12)));
        });
      });
    });
  const cases: [string, Record<string, string>, number][] = [
    ['/api/notes', system.headers(writer), 413],
    ['/api/notes', {}, 401],
    ['/api/notes', { ...system.headers(writer), 'content-type': 'text/csv' }, 415],
    ['/api/nothing', {}, 404],
  ];
  for (const [path, headers, status] of cases) {
    assert.equal(await sendAll(path, headers), status, `${path} ${status}`);
    const reply = await fetch(system.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body,
    });
    assert.equal(reply.status, status);
    assert.equal(((await reply.json()) as { status: number }).status, status);
  }
});

test('curl sees why it is refused, while it sends', async (t) => {
  const curl = spawn('curl', [
    ...['-sS', '-H', 'expect:', '-H', 'content-type: application/json', '-w', '%{http_code}'],
    ...['--data-binary', '@-', `${system.url}/api/notes`],
  ]);
  const missing = await new Promise<boolean>((resolve) => {
    curl.once('error', () => resolve(true));
    curl.once('spawn', () => resolve(false));
  });
  if (missing) return t.skip('there is no curl here');
  curl.stdin.on('error', () => undefined);
  curl.stdin.end(Buffer.alloc(20 * 1_048_576, 'x'));
  const said = Buffer.concat(await curl.stdout.toArray()).toString();
  assert.match(said, /"code":"unauthenticated".*401$/s);
});
