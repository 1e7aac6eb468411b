/** One request by hand: nothing of the typed client, which would not let some of them through. */
import assert from 'node:assert/strict';
import type { AnyCall } from '@kernos/kernel/contract';
import type { Sent } from '@kernos/services/testing/access.fixture';
import { validBody } from './valid-body.fixture.ts';

export interface Reply {
  readonly status: number;
  readonly text: string;
}

/** With a body that is text already, where there is `json`. */
type Attempted = Sent & { readonly json?: string };

export type Attempt = (call: AnyCall, sent: Attempted, headers?: Record<string, string>) => Promise<Reply>;

/** Sends requests to a system at `url`; where a line gives no body, one is guessed from the schema. */
export function attemptsAt(url: string, count: () => void): Attempt {
  return async (call, sent, headers = {}) => {
    count();
    const json = () => sent.json ?? JSON.stringify(sent.body ?? validBody(call.body ?? {}));
    const body = sent.form?.() ?? (call.body && json());
    const response = await fetch(url + pathOf(call, sent), {
      method: call.method,
      redirect: 'manual',
      headers: {
        ...(typeof body === 'string' && { 'content-type': 'application/json' }),
        ...sent.headers,
        ...headers,
      },
      ...(body !== undefined && { body }),
    });
    return { status: response.status, text: await response.text() };
  };
}

/** The address of a call with these parameters. */
export function pathOf(call: AnyCall, { params = {}, query }: Sent): string {
  const path = call.route.replace(/:([A-Za-z]+)/g, (_, name: string) => {
    const value = params[name];
    assert.ok(value, `${call.id}: its line gives no ${name}`);
    return encodeURIComponent(value);
  });
  return query ? `${path}?${new URLSearchParams(query)}` : path;
}

/** A reply for a failure's message: a file is not to be read there. */
export const shown = ({ status, text }: Reply): string =>
  `${status}: ${text.slice(0, 1_000).replace(/[^\x20-\x7e]+/g, ' ')}`;

/** The other ways that lead to a call: the version in the path, and HEAD. */
export function otherWays(call: AnyCall): AnyCall[] {
  const versioned = { ...call, route: call.route.replace(/^\/api\//, '/api/v1/') };
  const head = { ...call, method: 'HEAD' as AnyCall['method'] };
  return [...(versioned.route !== call.route ? [versioned] : []), ...(call.method === 'GET' ? [head] : [])];
}
