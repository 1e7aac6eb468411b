import assert from 'node:assert/strict';
import { createHmac, createPublicKey, generateKeyPairSync, verify as verifySignature } from 'node:crypto';
import { test } from 'node:test';
import type { JWTPayload } from 'jose';
import { CompactSign, calculateJwkThumbprint, importJWK, SignJWT } from 'jose';
import type { AccessTokens } from './access-tokens.ts';
import { createAccessTokens } from './access-tokens.ts';
import type { SigningKey } from './signing-keys.ts';
import { createKeyImport, createSigningKey, currentSigningKey, jwks } from './signing-keys.ts';

const NOW = new Date('2026-11-20T10:00:00Z');
const at = (seconds: number) => new Date(NOW.getTime() + seconds * 1000);
const ISSUER = 'https://kernos.example';
const SUBJECT = { userId: 'user-1', sessionId: 'session-1', organizationId: 'org-1', roles: ['learner'] };
const make = (remembered = 5000) => createAccessTokens({ issuer: ISSUER, audience: 'kernos', remembered });

const base64url = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const decode = (part: string | undefined) => JSON.parse(Buffer.from(part ?? '', 'base64url').toString());

async function refusal(tokens: AccessTokens, keys: readonly SigningKey[], token: string, now = at(1)) {
  const result = await tokens.verify(keys, token, now);
  return result.ok ? 'accepted' : result.reason;
}

const seconds = (date: Date) => Math.floor(date.getTime() / 1000);
const goodClaims = () => ({
  iss: ISSUER,
  aud: 'kernos',
  sub: 'user-1',
  sid: 'session-1',
  roles: ['learner'],
  jti: 'token-1',
  iat: seconds(NOW),
  exp: seconds(NOW) + 600,
});

/** A token as somebody with our private key, or another, could make it. */
async function forge(key: SigningKey, claims: JWTPayload, header: Record<string, unknown> = {}) {
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'EdDSA', kid: key.kid, typ: 'at+jwt', ...header })
    .sign(await importJWK(key.privateJwk, 'EdDSA'));
}

/** The key pair of RFC 8037, appendix A.1 and A.2, with the thumbprint of A.3 as its kid. */
const RFC_8037: SigningKey = {
  kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
  privateJwk: {
    kty: 'OKP',
    crv: 'Ed25519',
    d: 'nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A',
    x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
  },
  publicJwk: { kty: 'OKP', crv: 'Ed25519', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' },
  createdAt: NOW,
};

test('a token is a JWT as RFC 9068 has it, of ten minutes, and anybody can check it with the public key', async () => {
  const { token, expiresAt } = await make().issue(RFC_8037, SUBJECT, NOW);
  const [header, payload, signature] = token.split('.');
  assert.deepEqual(decode(header), { alg: 'EdDSA', kid: RFC_8037.kid, typ: 'at+jwt' });
  const { jti, ...claims } = decode(payload);
  assert.match(jti, /^[0-9a-f-]{36}$/);
  assert.deepEqual(claims, {
    iss: ISSUER,
    aud: 'kernos',
    sub: 'user-1',
    sid: 'session-1',
    org: 'org-1',
    roles: ['learner'],
    iat: seconds(NOW),
    exp: seconds(NOW) + 600,
  });
  assert.deepEqual(expiresAt, at(600));
  const publicKey = createPublicKey({ key: RFC_8037.publicJwk, format: 'jwk' });
  const signed = Buffer.from(`${header}.${payload}`);
  assert.ok(verifySignature(null, signed, publicKey, Buffer.from(signature ?? '', 'base64url')));
});

test('signing with the key of RFC 8037 gives the signature of its appendix A.4', async () => {
  const signed = await new CompactSign(Buffer.from('Example of Ed25519 signing'))
    .setProtectedHeader({ alg: 'EdDSA' })
    .sign(await createKeyImport()(RFC_8037.privateJwk));
  assert.equal(
    signed,
    'eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc.hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg',
  );
});

test('what was issued is read back, frozen', async () => {
  const key = await createSigningKey(NOW);
  const tokens = make();
  const { token } = await tokens.issue(key, SUBJECT, NOW);
  for (const _ of ['checked', 'remembered']) {
    const result = await tokens.verify([key], token, at(599));
    assert.ok(result.ok);
    const { tokenId, ...claims } = result.claims;
    assert.notEqual(tokenId, '');
    assert.deepEqual(claims, { ...SUBJECT, issuedAt: seconds(NOW), expiresAt: seconds(NOW) + 600 });
    assert.ok(Object.isFrozen(result.claims) && Object.isFrozen(result.claims.roles));
  }
});

test('somebody without an organization has a token without one', async () => {
  const key = await createSigningKey(NOW);
  const { token } = await make().issue(key, { ...SUBJECT, organizationId: undefined }, NOW);
  assert.ok(!('org' in decode(token.split('.')[1])));
  const result = await make().verify([key], token, at(1));
  assert.ok(result.ok && result.claims.organizationId === undefined);
});

test('no other algorithm is accepted, whatever the header claims', async () => {
  const key = await createSigningKey(NOW);
  const tokens = make();
  const { token } = await tokens.issue(key, SUBJECT, NOW);
  const payload = token.split('.')[1];
  const withHeader = (alg: string) => `${base64url({ alg, kid: key.kid, typ: 'at+jwt' })}.${payload}`;

  for (const none of ['none', 'None', 'NONE', 'EdDSA ', '']) {
    const unsigned = withHeader(none);
    assert.equal(await refusal(tokens, [key], `${unsigned}.`), 'algorithm', none);
    assert.equal(await refusal(tokens, [key], `${unsigned}.${token.split('.')[2]}`), 'algorithm', none);
  }
  const publicBytes = Buffer.from(key.publicJwk.x ?? '', 'base64url');
  const publicPem = createPublicKey({ key: key.publicJwk, format: 'jwk' }).export({
    type: 'spki',
    format: 'pem',
  });
  for (const secret of [publicBytes, publicPem, JSON.stringify(key.publicJwk), key.publicJwk.x ?? '']) {
    const signed = withHeader('HS256');
    const confused = createHmac('sha256', secret).update(signed).digest('base64url');
    assert.equal(await refusal(tokens, [key], `${signed}.${confused}`), 'algorithm');
  }
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  for (const alg of ['RS256', 'PS256']) {
    const foreign = await new SignJWT(goodClaims())
      .setProtectedHeader({ alg, kid: key.kid, typ: 'at+jwt' })
      .sign(rsa.privateKey);
    assert.equal(await refusal(tokens, [key], foreign), 'algorithm', alg);
  }
});

test('another key’s, another type’s, another’s for another, and incomplete tokens are refused, with the reason', async () => {
  const key = await createSigningKey(NOW);
  const stranger = await createSigningKey(NOW);
  const tokens = make();
  const { exp: _exp, ...endless } = goodClaims();
  const { sid: _sid, ...withoutSession } = goodClaims();
  const cases: [string, Promise<string>][] = [
    ['accepted', forge(key, goodClaims())],
    ['unknown-key', forge(stranger, goodClaims())],
    ['signature', forge({ ...stranger, kid: key.kid }, goodClaims())],
    ['type', forge(key, goodClaims(), { typ: 'JWT' })],
    ['type', forge(key, goodClaims(), { typ: undefined })],
    ['issuer', forge(key, { ...goodClaims(), iss: 'https://elsewhere.example' })],
    ['audience', forge(key, { ...goodClaims(), aud: 'another' })],
    ['expired', forge(key, { ...goodClaims(), iat: seconds(at(-601)), exp: seconds(at(1)) })],
    ['not-yet-valid', forge(key, { ...goodClaims(), iat: seconds(at(60)), exp: seconds(at(120)) })],
    ['not-yet-valid', forge(key, { ...goodClaims(), nbf: seconds(at(60)) })],
    ['claims', forge(key, { ...goodClaims(), exp: seconds(at(3600)) })],
    ['claims', forge(key, endless)],
    ['claims', forge(key, withoutSession)],
    ['claims', forge(key, { ...goodClaims(), roles: 'admin' })],
    ['claims', forge(key, { ...goodClaims(), roles: [7] })],
    ['claims', forge(key, { ...goodClaims(), sub: '' })],
    ['claims', forge(key, { ...goodClaims(), org: 7 })],
    ['claims', forge(key, { ...goodClaims(), iat: seconds(NOW) + 0.5 })],
  ];
  for (const [expected, token] of cases) {
    assert.equal(
      await refusal(tokens, [key], await token),
      expected,
      JSON.stringify(decode((await token).split('.')[1])),
    );
  }
});

test('a token with a changed letter anywhere, and rubbish, are refused and never throw', async () => {
  const key = await createSigningKey(NOW);
  const tokens = make();
  const { token } = await tokens.issue(key, SUBJECT, NOW);
  await tokens.verify([key], token, at(1));
  // The last letter carries two bits of the signature's last byte and four that are nothing.
  for (let index = 0; index < token.length - 1; index += 1) {
    const letter = token[index] === 'A' ? 'B' : 'A';
    const changed = token.slice(0, index) + letter + token.slice(index + 1);
    assert.notEqual(await refusal(tokens, [key], changed), 'accepted', `letter ${index}`);
  }
  const rubbish = [
    '',
    '.',
    '..',
    '...',
    'a.b.c',
    'Bearer x',
    `${token}.`,
    `${token} `,
    token.slice(0, -9),
    '☃.☃.☃',
  ];
  for (const text of [
    ...rubbish,
    base64url(null),
    `${base64url({ alg: 'EdDSA', kid: key.kid, crit: ['x'] })}.e30.`,
  ]) {
    assert.notEqual(await refusal(tokens, [key], text), 'accepted', text);
  }
  assert.equal(await refusal(tokens, [key], 'x'.repeat(1_000_000)), 'malformed');
});

test('a remembered token is judged anew: by the clock, and by the keys of the moment', async () => {
  const key = await createSigningKey(NOW);
  const tokens = make();
  const { token } = await tokens.issue(key, SUBJECT, NOW);
  assert.equal(await refusal(tokens, [key], token, at(1)), 'accepted');
  assert.equal(await refusal(tokens, [key], token, at(599)), 'accepted');
  assert.equal(await refusal(tokens, [key], token, at(600)), 'expired');
  assert.equal(await refusal(tokens, [key], token, at(-40)), 'not-yet-valid');
  assert.equal(await refusal(tokens, [], token, at(2)), 'unknown-key');
  const impostor = await createSigningKey(NOW);
  assert.equal(await refusal(tokens, [{ ...impostor, kid: key.kid }], token, at(2)), 'unknown-key');
  assert.equal(await refusal(tokens, [{ ...key, retiredAt: at(-60) }], token, at(2)), 'key-retired');
});

test('a retired key checks what it signed before, nothing that it signs after, and leaves when all has expired', async () => {
  const old = await createSigningKey(at(-86_400));
  const next = await createSigningKey(NOW);
  const retired = { ...old, retiredAt: at(60) };
  const keys = [next, retired];
  const before = (await make().issue(old, SUBJECT, at(50))).token;
  const after = (await make().issue(old, SUBJECT, at(200))).token;
  for (const tokens of [make(), make(0)]) {
    assert.equal(await refusal(tokens, keys, before, at(500)), 'accepted');
    assert.equal(await refusal(tokens, keys, after, at(201)), 'key-retired');
    assert.equal(await refusal(tokens, keys, before, at(700)), 'expired');
  }
  const published = (now: Date) => jwks(keys, now).keys.map(({ kid }) => kid);
  assert.deepEqual(published(at(600)), [next.kid, old.kid]);
  assert.deepEqual(published(at(700)), [next.kid]);
});

test('the newest key that is not retired signs', async () => {
  const [first, second] = [await createSigningKey(at(-100)), await createSigningKey(at(-50))];
  assert.equal(currentSigningKey([first, second], NOW), second);
  assert.equal(currentSigningKey([second, first], NOW), second);
  assert.equal(currentSigningKey([first, { ...second, retiredAt: NOW }], NOW), first);
  assert.equal(currentSigningKey([{ ...first, retiredAt: at(-1) }], NOW), undefined);
});

test('the key set publishes the public half only, under its RFC 7638 thumbprint', async () => {
  const careless: SigningKey = { ...RFC_8037, publicJwk: RFC_8037.privateJwk };
  assert.deepEqual(jwks([careless], NOW), {
    keys: [
      {
        kty: 'OKP',
        crv: 'Ed25519',
        x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
        kid: RFC_8037.kid,
        alg: 'EdDSA',
        use: 'sig',
      },
    ],
  });
  const made = await createSigningKey(NOW);
  assert.equal(await calculateJwkThumbprint(RFC_8037.publicJwk), RFC_8037.kid);
  assert.equal(made.kid, await calculateJwkThumbprint(made.publicJwk));
  assert.ok(made.privateJwk.d && !('d' in made.publicJwk));
});

test('a key of another kind is a mistake of ours, and is told so', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const wrong: SigningKey = {
    kid: 'p-256',
    publicJwk: publicKey.export({ format: 'jwk' }),
    privateJwk: privateKey.export({ format: 'jwk' }),
    createdAt: NOW,
  };
  await assert.rejects(make().issue(wrong, SUBJECT, NOW), TypeError);
});

test('memory is bounded, the least recently used token leaves first', async () => {
  const key = await createSigningKey(NOW);
  const tokens = make(2);
  const issued = [];
  for (const userId of ['a', 'b', 'c'])
    issued.push((await tokens.issue(key, { ...SUBJECT, userId }, NOW)).token);
  const [a = '', b = '', c = ''] = issued;
  const claimsOf = async (token: string) => {
    const result = await tokens.verify([key], token, at(1));
    assert.ok(result.ok);
    return result.claims;
  };
  const [firstA, firstB] = [await claimsOf(a), await claimsOf(b)];
  assert.equal(await claimsOf(a), firstA, 'remembered: the very same object');
  await claimsOf(c);
  assert.equal(await claimsOf(a), firstA);
  assert.notEqual(await claimsOf(b), firstB, 'forgotten: checked again');
});

test('a remembered token costs a small part of a checked one', async (t) => {
  const key = await createSigningKey(NOW);
  const { token } = await make().issue(key, SUBJECT, NOW);
  const cost = async (tokens: AccessTokens, rounds: number) => {
    for (let round = 0; round < rounds / 4; round += 1) await tokens.verify([key], token, at(1));
    // Of processors: what else the machine does is none of it.
    const before = process.cpuUsage();
    for (let round = 0; round < rounds; round += 1) await tokens.verify([key], token, at(1));
    const { user, system } = process.cpuUsage(before);
    return (user + system) / rounds;
  };
  const [checked, remembered] = [await cost(make(0), 1000), await cost(make(), 20_000)];
  t.diagnostic(`checked ${checked.toFixed(1)} µs, remembered ${remembered.toFixed(2)} µs`);
  assert.ok(remembered < checked / 10);
});
