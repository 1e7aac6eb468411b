/** What the command line and the demo share: a running system's address, and people signed in to it. */
import { readFile } from 'node:fs/promises';
import { type Client, client } from '@kernos/kernel/client';
import { loadConfig } from '@kernos/kernel/config';
import type { Contract } from '@kernos/kernel/contract';
import { TransportError } from '@kernos/kernel/errors';
import { identity } from '@kernos/services/platform/identity/contract';
import { demoPasswordFile } from './demo-data.ts';

/** A failure whose message says all: no stack is shown. */
export class Refusal extends Error {}

/** The address of the running system: KERNOS_URL, or where `npm start` would listen. */
export function systemUrl(): string {
  return process.env.KERNOS_URL?.replace(/\/$/, '') ?? loadConfig(process.env).publicUrl;
}

/** A client of the running system without a sign-in. */
export const anonymously = <C extends Contract>(contract: C, baseUrl = systemUrl()): Client<C> =>
  client(contract, { baseUrl });

/** Signs in and gives clients that act as this person. */
export async function signIn(
  email: string,
  password: string,
  baseUrl = systemUrl(),
): Promise<<C extends Contract>(contract: C) => Client<C>> {
  const { accessToken } = await reaching(anonymously(identity, baseUrl).login({ email, password }));
  const headers = () => ({ authorization: `Bearer ${accessToken}` });
  return (contract) => client(contract, { baseUrl, headers });
}

/** Turns "nothing answers" into a sentence. */
export async function reaching<T>(reply: Promise<T>): Promise<T> {
  return reply.catch((error: unknown) => {
    if (!(error instanceof TransportError)) throw error;
    throw new Refusal(
      `Nothing answers at ${systemUrl()}. Start the system with npm start, or set KERNOS_URL.`,
    );
  });
}

/** KERNOS_PASSWORD, or for the demo accounts the password that the first start made. */
export async function passwordOf(email: string): Promise<string> {
  const given = process.env.KERNOS_PASSWORD;
  if (given) return given;
  if (email.endsWith('@demo.kernos')) {
    const config = loadConfig(process.env);
    const known =
      config.demoPassword ??
      (await readFile(demoPasswordFile(config), 'utf8').catch(() => undefined))?.trim();
    if (known) return known;
  }
  throw new Refusal(`Set KERNOS_PASSWORD to the password of ${email}.`);
}
