/**
 * Two services that do the same and follow each other, and say what they did and where: whatever runs in a process can be
 * told from it. Run by itself it is a process of a system, and tells its parent.
 */
import { Type } from 'typebox';
import { boot } from '../../src/boot.ts';
import { loadConfig } from '../../src/config/config.ts';
import { allow, contract, type EventKind, event } from '../../src/contract/contract.ts';
import { Id } from '../../src/contract/schemas.ts';
import { handle, on, type ServiceDefinition, schedule, service, task } from '../../src/contract/service.ts';
import { createLogger } from '../../src/observability/telemetry.ts';
import { testSignIn } from '../../src/testing.ts';
import { activities } from '../../src/workflows/activities.ts';
import { step, workflow } from '../../src/workflows/workflows.ts';

const Thing = Type.Object({ thingId: Id });
const Said = Type.Object({ said: Type.String() });

const define = (name: string) => {
  const own = contract(name, {
    calls: {
      begin: {
        method: 'POST',
        path: `/${name}/things`,
        summary: 'Begins everything that there is to do',
        access: allow('writer'),
        body: Thing,
        reply: { 202: Thing },
        idempotent: true,
      },
      greet: {
        method: 'GET',
        path: `/${name}/greeting`,
        summary: 'Greets',
        access: allow('writer'),
        reply: { 200: Said },
      },
      ask: {
        method: 'GET',
        path: `/${name}/answer`,
        summary: 'Asks the other service',
        access: allow('writer'),
        reply: { 200: Said },
      },
      tell: {
        method: 'POST',
        path: `/${name}/telling`,
        summary: 'Has the other service begin',
        access: allow('writer'),
        body: Thing,
        reply: { 202: Thing },
        idempotent: true,
      },
    },
    events: { [`${name}.begun`]: event('Something was begun.', 'thingId', { thingId: Id }) },
    tasks: { print: Thing },
  });
  const making = workflow(`${name}.make`, {
    title: { en: 'Making a thing', fr: 'Fabrication d’une chose' },
    input: Thing,
    steps: { make: step<{ thingId: string }>({ en: 'Making it', fr: 'Fabrication' }, { attempts: 1 }) },
    run: async ({ make }, { thingId }) => make({ thingId }),
  });
  return { own, making, begun: own.events[`${name}.begun`] as EventKind<{ thingId: string }> };
};

export const east = define('east');
const west = define('west');

type Half = ReturnType<typeof define>;

/** @param did is told what was done, as `<service> <what> <thing>` */
export function pairOf(did: (what: string) => void): ServiceDefinition[] {
  const build = ({ own, making, begun }: Half, other: Half): ServiceDefinition => {
    const { name, calls, tasks } = own;
    return service(own, {
      calls: [
        handle(calls.begin, async ({ thingId }, ctx) => {
          ctx.publish(begun.type, { thingId });
          ctx.queue(tasks.print, { thingId });
          ctx.start(making, `${name}-${thingId}`, { thingId });
          return { thingId };
        }),
        handle(calls.greet, async () => ({ said: `this is ${name}` })),
        handle(calls.ask, async (_input, ctx) => ctx.call(other.own.calls.greet, {})),
        handle(calls.tell, async ({ thingId }, ctx) => ctx.call(other.own.calls.begin, { thingId })),
      ],
      on: [on(own, other.begun, 'beginning', async ({ thingId }) => did(`${name} heard ${thingId}`))],
      tasks: [
        task(own, tasks.print, async ({ thingId }, ctx) => {
          did(`${name} tries to print`);
          await ctx.call(other.own.calls.greet, {});
          did(`${name} printed ${thingId}`);
        }),
      ],
      workflows: [
        activities(own, making, {
          make: async ({ thingId }, ctx) => {
            did(`${name} tries to make`);
            await ctx.call(other.own.calls.greet, {});
            did(`${name} made ${thingId}`);
          },
        }),
      ],
      schedules: {
        tick: schedule(own, '* * * * *', async (dueAt) => did(`${name} ticked ${dueAt.toISOString()}`)),
      },
    });
  };
  return [build(east, west), build(west, east)];
}

async function serve(): Promise<void> {
  const { env } = process;
  const settings = { ...env, DEMO: 'off', RATE_LIMIT: 'off' };
  const config = loadConfig(settings);
  const services = [...pairOf((did) => process.send?.({ did })), testSignIn];
  const system = await boot({ config, env: settings, services, version: 'test', log: createLogger('error') });
  await system.leading;
  process.send?.({ url: system.url });
}

if (import.meta.main) await serve();
