/** The assistant in a running system, with a model that writes its answers and the services around it. */
import { startTestSystem, type TestSystem } from '@kernos/kernel/testing';
import { startModelServer } from './model-server.fixture.ts';
import { makeNeighbours } from './neighbours.fixture.ts';
import { assistantService } from './service.ts';

interface WritingAssistant extends AsyncDisposable {
  readonly model: Awaited<ReturnType<typeof startModelServer>>;
  readonly near: ReturnType<typeof makeNeighbours>;
  readonly system: TestSystem;
}

/** @param settings as in the environment, beside those that lead to the model */
export async function startAssistant(
  settings: Readonly<Record<string, string>> = {},
): Promise<WritingAssistant> {
  await using starting = new AsyncDisposableStack();
  const model = starting.use(await startModelServer());
  const near = makeNeighbours();
  const system = starting.use(
    await startTestSystem({
      services: [...near.services, assistantService],
      env: { OPENAI_BASE_URL: model.url, OPENAI_MODEL: 'small', ...settings },
    }),
  );
  const running = starting.move();
  return { model, near, system, [Symbol.asyncDispose]: () => running.disposeAsync() };
}
