/** Forged, foreign and old access tokens, over HTTP. */
import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { after, test } from 'node:test';
import { decodeJwt, decodeProtectedHeader, exportJWK, importJWK, jwtVerify, SignJWT } from 'jose';
import { PASSWORD, startIdentity } from './identity.fixture.ts';

const here = await startIdentity();
after(() => here[Symbol.asyncDispose]());
const { api, system } = here;

const person = await here.register();
const good = person.signedIn.accessToken;
const claims = decodeJwt(good);
const header = decodeProtectedHeader(good);
const base64 = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');

async function statusOf(authorization: string): Promise<number> {
  const response = await here.send('GET', '/api/me', { headers: { authorization } });
  const text = await response.text();
  // Whatever is wrong with it, nothing of its inside is told.
  if (response.status !== 200) assert.doesNotMatch(text, /signature|algorithm|kid|issuer/i);
  return response.status;
}

test('the token is an EdDSA JWT that the published keys verify', async () => {
  assert.equal(header.alg, 'EdDSA');
  const { keys } = await api.jwks({});
  assert.equal(keys.length, 1);
  assert.ok(keys.every((key) => !('d' in key)));
  const key = keys.find(({ kid }) => kid === header.kid);
  assert.ok(key);
  const { payload } = await jwtVerify(good, await importJWK(key, 'EdDSA'));
  assert.equal(payload.sub, person.signedIn.user.id);
  assert.equal((payload.exp ?? 0) - (payload.iat ?? 0), 600);
  assert.equal(await statusOf(`Bearer ${good}`), 200);
});

test('a token without a signature is refused', async () => {
  for (const alg of ['none', 'None', 'NONE']) {
    assert.equal(await statusOf(`Bearer ${base64({ ...header, alg })}.${base64(claims)}.`), 401);
  }
  assert.equal(await statusOf(`Bearer ${good.split('.').slice(0, 2).join('.')}.`), 401);
});

test('a token that takes the public key for a secret is refused', async () => {
  const { keys } = await api.jwks({});
  const [key] = keys;
  assert.ok(key);
  for (const secret of [key.x, JSON.stringify(key), Buffer.from(key.x, 'base64url')]) {
    const head = `${base64({ ...header, alg: 'HS256' })}.${base64(claims)}`;
    const mac = createHmac('sha256', secret).update(head).digest('base64url');
    assert.equal(await statusOf(`Bearer ${head}.${mac}`), 401);
  }
});

test('a token of another key is refused, whatever name the key goes by', async () => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const jwk = await exportJWK(publicKey);
  for (const extra of [{}, { kid: 'unknown' }, { jwk }, { jku: 'http://127.0.0.1:1/keys' }]) {
    const head = `${base64({ ...header, ...extra })}.${base64(claims)}`;
    const signature = sign(null, Buffer.from(head), privateKey).toString('base64url');
    assert.equal(await statusOf(`Bearer ${head}.${signature}`), 401);
  }
});

test('a token of another system is refused, though it is signed with our key', async () => {
  const { rows } = await system.sql<{ jwk: Buffer }>({
    text: 'SELECT private_jwk AS jwk FROM identity.signing_keys',
  });
  const cipher = await system.cipherOf(null);
  const jwk = cipher.decrypt('identity.signing_keys.private_jwk', rows[0]?.jwk as Buffer);
  const key = await importJWK(JSON.parse(jwk), 'EdDSA');
  const resign = (changed: object, head: object = {}) =>
    new SignJWT({ ...claims, ...changed }).setProtectedHeader({ ...header, alg: 'EdDSA', ...head }).sign(key);
  assert.equal(await statusOf(`Bearer ${await resign({})}`), 200);
  assert.equal(await statusOf(`Bearer ${await resign({ iss: 'https://other.example' })}`), 401);
  assert.equal(await statusOf(`Bearer ${await resign({ aud: 'https://other.example' })}`), 401);
  assert.equal(await statusOf(`Bearer ${await resign({}, { typ: 'JWT' })}`), 401);
  assert.equal(await statusOf(`Bearer ${await resign({ roles: 'admin' })}`), 401);
  const ancient = { iat: (claims.iat ?? 0) - 700, exp: (claims.iat ?? 0) - 100 };
  assert.equal(await statusOf(`Bearer ${await resign(ancient)}`), 401);
  const longLived = { exp: (claims.iat ?? 0) + 86_400 };
  assert.equal(await statusOf(`Bearer ${await resign(longLived)}`), 401);
});

test('a token that was changed is refused', async () => {
  const [head, , signature] = good.split('.');
  const changed = base64({ ...claims, roles: ['admin', 'owner'] });
  assert.equal(await statusOf(`Bearer ${head}.${changed}.${signature}`), 401);
});

test('what is no bearer token is refused with a sentence that says what would be right', async () => {
  for (const authorization of ['Basic YWRhOnNlY3JldA==', 'Bearer', 'Bearer ', good, `Bearer ${good} x`]) {
    const response = await here.send('GET', '/api/me', { headers: { authorization } });
    assert.equal(response.status, 401, authorization);
    assert.match(response.headers.get('www-authenticate') ?? '', /^Bearer/);
  }
  assert.equal(await statusOf(`bearer ${good}`), 200);
});

test('nobody is anonymous with a bad token where signing in is needed, and everybody is where it is not', async () => {
  const headers = { authorization: 'Bearer nonsense' };
  assert.equal((await here.send('GET', '/api/me', { headers })).status, 401);
  assert.equal((await here.send('GET', '/.well-known/jwks.json', { headers })).status, 200);
});

test('a token expires after ten minutes', async () => {
  // Stands still from here on: registering may take longer than the second that is left below.
  system.clock.advance(0);
  const late = await here.register();
  system.clock.advance(599_000);
  await late.api.me({});
  system.clock.advance(2_000);
  assert.equal(await statusOf(`Bearer ${late.signedIn.accessToken}`), 401);
});

test('nobody keeps a reply that may hold a token, and the contract tells of every refusal of one', async () => {
  const { email } = await here.register();
  const login = await here.send('POST', '/api/auth/login', { body: { email, password: PASSWORD } });
  assert.equal(login.headers.get('cache-control'), 'no-store');
  const refused = await here.send('POST', '/api/auth/refresh', { body: { refreshToken: 'kr_none' } });
  assert.deepEqual([refused.status, refused.headers.get('cache-control')], [401, 'no-store']);
  const { paths } = (await (await here.send('GET', '/api/openapi.json')).json()) as {
    paths: Record<string, { post?: { responses: Record<string, unknown> } }>;
  };
  for (const path of ['/api/auth/refresh', '/api/auth/logout'])
    assert.ok(paths[path]?.post?.responses['401'], path);
});
