/** A system of its own for measuring: the real services on an embedded database in a temporary folder. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { boot, type System } from '@kernos/kernel/boot';
import { type Actor, serviceActor } from '@kernos/kernel/caller';
import { loadConfig } from '@kernos/kernel/config';
import type { Call } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
import type { ServiceDefinition } from '@kernos/kernel/service';
import { coursesService } from '@kernos/services/learning/courses/service';
import { enrollmentsService } from '@kernos/services/learning/enrollments/service';
import { progressService } from '@kernos/services/learning/progress/service';
import { identityService } from '@kernos/services/platform/identity/service';
import { mailboxService } from '@kernos/services/platform/mailbox/service';
import { notificationsService } from '@kernos/services/platform/notifications/service';

export interface Ground extends AsyncDisposable {
  readonly system: System;
  readonly organizationId: string;
  /** A call by somebody who teaches. */
  call<Input, Reply>(call: Call<Input, Reply>, input: Input): Promise<Reply>;
  /** A call by another service. */
  callInside<Input, Reply>(call: Call<Input, Reply>, input: Input): Promise<Reply>;
  /** The same system, for another organization. */
  elsewhere(): Ground;
}

/** Starts it. Settings of the models are taken over from the environment, so that they are measured too. */
export async function layGround(knowledgeService: ServiceDefinition): Promise<Ground> {
  const folder = await mkdtemp(join(tmpdir(), 'kernos-search-'));
  const { OPENAI_BASE_URL, OPENAI_API_KEY, EMBEDDING_MODEL, RERANK_MODEL } = process.env;
  const env = {
    PORT: '0',
    DEMO: 'off',
    LOG_LEVEL: 'warn',
    RATE_LIMIT: 'off',
    KERNOS_DATA: folder,
    OPENAI_BASE_URL,
    OPENAI_API_KEY,
    EMBEDDING_MODEL,
    RERANK_MODEL,
  };
  const config = loadConfig(env);
  const services = [
    identityService,
    mailboxService,
    notificationsService,
    coursesService,
    enrollmentsService,
    progressService,
    knowledgeService,
  ];
  const system = await boot({ config, env, services, version: 'measuring' });
  return groundOf(system, async () => {
    await system.stop();
    await rm(folder, { recursive: true, force: true });
  });
}

function groundOf(system: System, dispose: () => Promise<void>): Ground {
  const organizationId = newId();
  const actor: Actor = { kind: 'person', id: newId(), roles: ['instructor'], sessionId: newId() };
  return {
    system,
    organizationId,
    call: (call, input) => system.call(call, input, { actor, organizationId }),
    callInside: (call, input) =>
      system.call(call, input, { actor: serviceActor('measuring'), organizationId }),
    elsewhere: () => groundOf(system, dispose),
    [Symbol.asyncDispose]: dispose,
  };
}

/** Waits until `ask` gives something. */
export async function until<T>(what: string, ask: () => Promise<T | undefined>): Promise<T> {
  const deadline = Date.now() + 600_000;
  for (;;) {
    const found = await ask();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error(`${what} took more than ten minutes`);
    await sleep(50);
  }
}
