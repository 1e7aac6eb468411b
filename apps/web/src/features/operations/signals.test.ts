import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type Sample, type System, signalsOf } from './signals.ts';

const rates = { perSecond: 3, errorRate: 0, refusalRate: 0.2, p50Ms: 4, p95Ms: 20, p99Ms: 40 };
const system = {
  process: {
    cpuShare: 0.2,
    residentBytes: 2e8,
    heapUsedBytes: 1e8,
    eventLoop: { p50Ms: 1, p99Ms: 2, maxMs: 9 },
  },
  pool: { size: 4, limit: 10, idle: 3, waiting: 0 },
  requests: { ...rates, windowSeconds: 60, routes: [] },
  messages: { lagSeconds: 0.1, consumers: [{ name: 'a', lagSeconds: 0, isRead: true, waiting: 0, dead: 0 }] },
  workflows: { running: 0, failedToday: 0 },
} as unknown as System;
const bad = (over: object): string[] =>
  signalsOf({ ...system, ...over } as System, [])
    .filter((signal) => signal.bad)
    .map(({ name }) => name);

test('nothing is wrong while all is well, refusals and much traffic included', () => {
  assert.deepEqual(bad({ requests: { ...system.requests, perSecond: 900, refusalRate: 1 } }), []);
});

test('each signal is bad by itself', () => {
  assert.deepEqual(bad({ requests: { ...system.requests, p95Ms: 1_001 } }), ['latency']);
  assert.deepEqual(bad({ pool: { ...system.pool, waiting: 11 } }), ['latency']);
  assert.deepEqual(bad({ requests: { ...system.requests, errorRate: 0.02 } }), ['failures']);
  assert.deepEqual(bad({ messages: { ...system.messages, lagSeconds: 6 } }), ['delay']);
  assert.deepEqual(bad({ messages: { lagSeconds: 0, consumers: [{ dead: 1 }] } }), ['delay']);
  assert.deepEqual(bad({ process: { ...system.process, cpuShare: 0.95 } }), ['processor']);
});

test('what was not known stays so', () => {
  const samples = [null, 2].map((lagSeconds) => ({
    ...rates,
    at: '',
    lagSeconds,
    cpuShare: 0,
    residentBytes: 1,
  }));
  const delay = signalsOf(system, samples as Sample[]).find(({ name }) => name === 'delay');
  assert.deepEqual(delay?.points, [null, 2]);
});
