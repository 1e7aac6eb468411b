/** Whether the services of a system fit together: checked at the start, which fails with the name of what is missing. */

import type { ListenerAuthentication, ListenerDefinition } from '../inbound/listen.ts';
import { checkAttributes } from '../unit-of-work/attributes.ts';
import type { AnyCall } from './contract.ts';
import { checkDeclarations } from './declarations.ts';
import type { ServiceDefinition } from './service.ts';

/**
 * Every contract that a service needs has a service, every call says who may make it and what it answers, no
 * two routes are the same, one service at most authenticates.
 */
export function checkComplete(services: readonly ServiceDefinition[]): void {
  checkDeclarations(services);
  checkAttributes(services);
  const names = new Set(services.map((s) => s.name));
  const routes = new Map<string, string>();
  for (const s of services) {
    for (const need of s.needs ?? []) {
      if (!names.has(need.name))
        throw new Error(`the service ${s.name} needs ${need.name}, which does not run here`);
    }
    for (const { call } of s.calls ?? []) checkDeclared(call);
    for (const [name, listener] of Object.entries(s.listeners ?? {})) checkListener(s, name, listener);
    for (const call of Object.values(s.contract.calls)) {
      const route = `${call.method} ${call.route.replace(/:[A-Za-z]+/g, ':')}`;
      const other = routes.get(route);
      if (other) throw new Error(`${call.id} and ${other} both have the route ${call.method} ${call.route}`);
      routes.set(route, call.id);
    }
  }
  for (const by of ['authenticate', 'authenticateKey'] as const) {
    const authenticators = services.filter((s) => s[by]).map((s) => s.name);
    if (authenticators.length > 1)
      throw new Error(`only one service may ${wayOf[by]}, not ${authenticators.join(' and ')}`);
  }
  const takesKeys = services
    .flatMap((s) => s.calls ?? [])
    .find(({ call }) => call.access?.kind === 'api-key');
  if (takesKeys && !services.some((s) => s.authenticateKey))
    throw new Error(`${takesKeys.call.id} takes API keys, which no service here verifies`);
}

const wayOf = { authenticate: 'authenticate', authenticateKey: 'verify API keys' } as const;

// `contract()` refuses such a call as well; here it could have been put together in another way.
function checkDeclared({ id, method, route, access, reply }: Partial<AnyCall>): void {
  const missing = !access?.kind
    ? 'access rule'
    : Object.keys(reply ?? {}).length === 0
      ? 'reply schema'
      : null;
  if (missing) throw new Error(`${id} (${method} ${route}) has no ${missing}, so it cannot be served`);
}

// They share the names of consumers with tasks and with what listens to every event.
function checkListener(s: ServiceDefinition, name: string, listener: ListenerDefinition): void {
  const id = `${s.name}.${name}`;
  if (!/^[a-z][A-Za-z0-9]*$/.test(name) || name === 'every' || s.tasks?.some(({ task }) => task.type === id))
    throw new Error(`${id} is no name for a listener, or a task has it`);
  const { credentialOf, organizationOf } = (listener.authenticate ?? {}) as Partial<ListenerAuthentication>;
  if (!credentialOf || !organizationOf)
    throw new Error(
      `the listener ${id} has no rule that says whose its messages are, so it cannot be started`,
    );
}
