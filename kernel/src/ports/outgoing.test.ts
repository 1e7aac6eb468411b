/** What a request to a typed address may reach, and what not. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { AddressRefused, createOutgoing } from './outgoing.ts';

let hits = 0;
const server = createServer((request, response) => {
  hits += 1;
  if (request.url === '/away') response.writeHead(302, { location: '/here' }).end();
  else if (request.url === '/silent') return;
  else if (request.url === '/long') response.end('x'.repeat(1_000_000));
  else request.pipe(response.writeHead(200, { 'x-method': request.method }));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const { port } = server.address() as AddressInfo;
after(() => {
  server.closeAllConnections();
  server.close();
});

const strict = createOutgoing();
const forTests = createOutgoing({ allowLoopback: true });
const get = (url: string) => ({ method: 'GET', url, timeoutMs: 2_000 }) as const;

test('addresses that are not public are refused, however they are written', async () => {
  const figures = ['127.0.0.1', '127.1', '2130706433', '0x7f.1', '0.0.0.0', '10.0.0.1', '192.168.1.1'];
  const more = ['172.16.0.1', '169.254.169.254', '100.64.0.1', '224.0.0.1', '255.255.255.255', '198.18.0.1'];
  const odd = ['0177.0.0.1', '017700000001', '127.0.0.1.', '①②⑦.0.0.1', '127。0。0。1', '0', '127.0.0.1%2e'];
  const six = ['::1', '::', 'fe80::1', 'fc00::1', 'fec0::1', 'ff02::1', '2001:db8::1', '100::1', '4000::1'];
  // IPv4 in IPv6: compatible, mapped, translated, by NAT64 (both prefixes), 6to4, Teredo.
  const four = ['::127.0.0.1', '::7f00:1', '::a9fe:a9fe', '::ffff:127.0.0.1', '::ffff:0:127.0.0.1'];
  const tunnels = ['64:ff9b::7f00:1', '64:ff9b:1::10.0.0.1', '2002:7f00:1::', '2001:0:7f00:1::1'];
  const inSix = [...six, ...four, ...tunnels].map((address) => `[${address}]`);
  const names = ['localhost', 'localhost.', 'LocalHost', 'a.localhost'];
  for (const host of [...figures, ...more, ...odd, ...inSix, ...names])
    await assert.rejects(strict.request(get(`https://${host}/`)), AddressRefused, host);
  for (const url of [
    'http://93.184.215.14/',
    'ftp://example.org/',
    'https://a:b@93.184.215.14/',
    'file:///etc/passwd',
    'nothing',
  ])
    await assert.rejects(strict.check(url), AddressRefused, url);
});

test('a public address passes the check', async () => {
  await strict.check('https://93.184.215.14/hook');
  await strict.check('https://[2606:4700:4700::1111]/hook');
  await createOutgoing({ resolve: async () => [{ address: '93.184.215.14', family: 4 }] }).check(
    'https://example.org/',
  );
});

test('a name that also has a private address is refused', async () => {
  const resolve = async () => [
    { address: '93.184.215.14', family: 4 },
    { address: '10.0.0.7', family: 4 },
  ];
  await assert.rejects(createOutgoing({ resolve }).check('https://example.org/'), AddressRefused);
  const compatible = async () => [{ address: '::127.0.0.1', family: 6 }];
  await assert.rejects(createOutgoing({ resolve: compatible }).check('https://example.org/'), AddressRefused);
});

test('a name that changes its address after the check is refused when it counts', async () => {
  let asked = 0;
  const resolve = async () => {
    asked += 1;
    return [{ address: asked === 1 ? '93.184.215.14' : '127.0.0.1', family: 4 }];
  };
  const outgoing = createOutgoing({ resolve });
  const url = `https://rebinding.example:${port}/`;
  await outgoing.check(url);
  const before = hits;
  await assert.rejects(outgoing.request(get(url)), AddressRefused);
  assert.deepEqual([hits - before, asked], [0, 2]);
});

test('the connection goes to the address that was checked, after one look', async () => {
  let asked = 0;
  const resolve = async () => {
    asked += 1;
    return [{ address: '127.0.0.1', family: 4 }];
  };
  const reply = await createOutgoing({ allowLoopback: true, resolve }).request({
    method: 'POST',
    url: `http://hooks.example:${port}/`,
    body: '{"é":1}',
    timeoutMs: 2_000,
  });
  assert.deepEqual([reply.status, reply.headers['x-method'], reply.body, asked], [200, 'POST', '{"é":1}', 1]);
});

test('no redirect is followed, no reply waited for longer than allowed, none read without end', async () => {
  const before = hits;
  const away = await forTests.request(get(`http://127.0.0.1:${port}/away`));
  assert.deepEqual([away.status, away.headers.location, hits - before], [302, '/here', 1]);
  const silent = { ...get(`http://127.0.0.1:${port}/silent`), timeoutMs: 100 };
  await assert.rejects(forTests.request(silent), /no answer within 0.1 s/);
  assert.equal((await forTests.request(get(`http://127.0.0.1:${port}/long`))).body.length, 65_536);
});

test('where loopback is allowed, other private addresses are not', async () => {
  await assert.rejects(forTests.request(get('http://10.0.0.1/')), AddressRefused);
  await assert.rejects(forTests.request(get('http://169.254.169.254/')), AddressRefused);
});
