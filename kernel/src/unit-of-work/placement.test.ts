import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { contract } from '../contract/contract.ts';
import { service } from '../contract/service.ts';
import { Trace } from '../observability/telemetry.ts';
import { serviceActor } from './caller.ts';
import { placementOf } from './placement.ts';
import { CallerSeal } from './seal.ts';

const services = ['courses', 'enrollments', 'progress'].map((name) => service(contract(name, {}), {}));

describe('placement', () => {
  test('everything runs here where nothing is said', () => {
    const { here } = placementOf(services, { services: [], serviceUrls: [] });
    assert.equal(here, services);
  });

  test('a service elsewhere is at its own address, or at that of the pattern', () => {
    const placement = placementOf(services, {
      services: ['courses'],
      serviceUrls: ['progress=http://10.0.0.3:8003/', '*=http://{service}.kernos:8000'],
    });
    assert.deepEqual([placement.isHere('courses'), placement.isHere('progress')], [true, false]);
    assert.equal(placement.addressOf('progress'), 'http://10.0.0.3:8003');
    assert.equal(placement.addressOf('enrollments'), 'http://enrollments.kernos:8000');
  });

  test('a name that is none, and a service that nobody can find, are refused by name', () => {
    assert.throws(
      () => placementOf(services, { services: ['coarses'], serviceUrls: [] }),
      /"coarses".*courses/,
    );
    assert.throws(
      () => placementOf(services, { services: ['courses'], serviceUrls: ['progress=http://there'] }),
      /where enrollments run/,
    );
  });
});

describe('the seal of a call between services', () => {
  const [mine, earlier, foreign] = ['mine', 'earlier', 'foreign'].map((text) => Buffer.from(text.repeat(10)));
  const seals = (...secrets: (Buffer | undefined)[]) => new CallerSeal(secrets as [Buffer, ...Buffer[]]);
  const caller = {
    actor: serviceActor('courses'),
    organizationId: null,
    deadline: 1,
    requestId: 'r',
    trace: new Trace(),
  };

  test('opens with the same secret, in another process too, and while it is being changed', async () => {
    const sealed = await seals(earlier).seal(caller, 'identity');
    assert.deepEqual((await seals(earlier).open(sealed, 'identity')).actor, caller.actor);
    assert.deepEqual((await seals(mine, earlier).open(sealed, 'identity')).actor, caller.actor);
  });

  test('does not open with another secret, or for another service', async () => {
    const sealed = await seals(mine).seal(caller, 'identity');
    await assert.rejects(seals(foreign, earlier).open(sealed, 'identity'), { code: 'unauthenticated' });
    await assert.rejects(seals(mine).open(sealed, 'courses'), { code: 'unauthenticated' });
  });
});
