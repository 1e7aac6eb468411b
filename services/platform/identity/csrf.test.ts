import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { RequestHeaders } from './csrf.ts';
import { CSRF_HEADER, checkCsrf } from './csrf.ts';

const OURS = 'https://kernos.example';
const outcome = (headers: RequestHeaders, method = 'POST') => {
  const result = checkCsrf({ method, headers, publicOrigins: [OURS, 'http://localhost:5173'] });
  return result.ok ? 'ok' : result.reason;
};
const ASKED = { [CSRF_HEADER]: '1' };

test('reading is not guarded, every other method is', () => {
  for (const method of ['GET', 'HEAD', 'OPTIONS', 'get']) {
    assert.equal(outcome({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }, method), 'ok');
  }
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'CONNECT', 'QUERY', '']) {
    assert.equal(outcome({ 'sec-fetch-site': 'cross-site' }, method), 'foreign-site', method);
  }
});

test('our own pages’ requests pass', () => {
  assert.equal(outcome({ ...ASKED, origin: OURS, 'sec-fetch-site': 'same-origin' }), 'ok');
  assert.equal(outcome({ ...ASKED, origin: OURS }), 'ok', 'a browser without fetch metadata');
  assert.equal(outcome({ ...ASKED, origin: 'http://localhost:5173', 'sec-fetch-site': 'same-site' }), 'ok');
  const byAnotherName = { ...ASKED, origin: 'http://192.0.2.7:8000', 'sec-fetch-site': 'same-origin' };
  assert.equal(outcome(byAnotherName), 'ok', 'the browser says that page and server are one origin');
});

test('a form on another page fails on both layers, each by itself', () => {
  const form = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  assert.equal(outcome(form), 'foreign-site');
  assert.equal(outcome({ ...ASKED, ...form }), 'foreign-site');
  assert.equal(outcome({ origin: OURS, 'sec-fetch-site': 'same-origin' }), 'header-missing');
  assert.equal(
    outcome({ origin: OURS, 'sec-fetch-site': 'same-origin', [CSRF_HEADER]: '' }),
    'header-missing',
  );
});

test('another host of our own domain is not us', () => {
  const neighbour = { ...ASKED, origin: 'https://blog.kernos.example', 'sec-fetch-site': 'same-site' };
  assert.equal(outcome(neighbour), 'foreign-site');
});

test('without fetch metadata the origin decides, letter by letter', () => {
  const foreign = [
    'https://evil.example',
    'null',
    'http://kernos.example',
    'https://kernos.example:8443',
    'https://kernos.example.evil.example',
    'https://kernos.example/',
    '',
  ];
  for (const origin of foreign) assert.equal(outcome({ ...ASKED, origin }), 'foreign-origin', origin);
});

test('a cookie without any word of where it comes from is refused, and so is what came twice', () => {
  assert.equal(outcome(ASKED), 'origin-unknown');
  assert.equal(outcome({ ...ASKED, 'sec-fetch-site': 'none' }), 'foreign-site');
  assert.equal(outcome({ ...ASKED, origin: [OURS, 'https://evil.example'] }), 'origin-unknown');
  assert.equal(outcome({ origin: OURS, [CSRF_HEADER]: ['1', '1'] }), 'header-missing');
});
