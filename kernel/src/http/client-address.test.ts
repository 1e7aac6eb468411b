import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { test } from 'node:test';
import { clientAddress, isAddressRange } from './client-address.ts';

const asked = (from: string | undefined, forwardedFor?: string) =>
  ({
    socket: { remoteAddress: from },
    headers: forwardedFor === undefined ? {} : { 'x-forwarded-for': forwardedFor },
  }) as unknown as IncomingMessage;

test('without proxies of ours the connection counts, whatever the header says', () => {
  const addressOf = clientAddress([]);
  assert.equal(addressOf(asked('203.0.113.9', '198.51.100.1')), '203.0.113.9');
  assert.equal(addressOf(asked(undefined)), '');
});

test('a proxy of ours is believed, and nobody before it', () => {
  const addressOf = clientAddress(['10.0.0.0/8', 'fd00::/8']);
  assert.equal(addressOf(asked('10.1.2.3', '198.51.100.1')), '198.51.100.1');
  assert.equal(addressOf(asked('::ffff:10.1.2.3', '198.51.100.1')), '198.51.100.1');
  assert.equal(addressOf(asked('10.1.2.3', '192.0.2.66, 198.51.100.1')), '198.51.100.1');
  assert.equal(addressOf(asked('10.1.2.3', '198.51.100.1, 10.9.9.9')), '198.51.100.1');
  assert.equal(addressOf(asked('fd00::1', '2001:db8::5')), '2001:db8::5');
  assert.equal(addressOf(asked('203.0.113.9', '198.51.100.1')), '203.0.113.9');
  assert.equal(addressOf(asked('10.1.2.3')), '10.1.2.3');
});

test('what is no address is not taken for one', () => {
  const addressOf = clientAddress(['10.0.0.0/8']);
  for (const nonsense of ['unknown', '198.51.100.1:443', "'; DROP", ''])
    assert.equal(addressOf(asked('10.1.2.3', nonsense)), '10.1.2.3', nonsense);
  assert.equal(addressOf(asked('10.1.2.3', '198.51.100.1, unknown')), '10.1.2.3');
});

test('addresses and ranges', () => {
  for (const right of ['127.0.0.1', '::1', '10.0.0.0/8', 'fd00::/8']) assert.ok(isAddressRange(right), right);
  for (const wrong of [
    '',
    'loopback',
    'proxy.example',
    '10.0.0.0/33',
    '10.0.0.0/0',
    '10.0.0.0/8/8',
    '::1/129',
  ])
    assert.ok(!isAddressRange(wrong), wrong);
});
