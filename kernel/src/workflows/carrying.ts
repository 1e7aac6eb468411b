/** Which services' runs and jobs this process carries on, and the one engine that does so: begun with the first, stopped with the last. */
import type { Due, EngineOptions, StartEngine, WorkflowEngine } from '../ports/workflow-engine.ts';
import type { WorkflowDefinition } from './activities.ts';

export class Carrying {
  readonly services = new Set<string>();
  #engine: Promise<WorkflowEngine> | undefined;

  /** Carries on those of a service, some of which are due at once, until the returned function is called. */
  async begin(
    service: string,
    due: readonly string[],
    start: StartEngine,
    options: EngineOptions,
  ): Promise<() => Promise<void>> {
    this.services.add(service);
    const engine = this.#engine ?? start(options);
    this.#engine = engine;
    const end = async () => {
      this.services.delete(service);
      if (this.services.size > 0) return;
      this.#engine = undefined;
      await (await engine).stop();
    };
    try {
      for (const id of due) await (await engine).wake({ id, organizationId: null });
      return end;
    } catch (error) {
      await end().catch(() => undefined);
      throw error;
    }
  }

  /** Names of those workflows whose runs are carried on here. */
  namesOf(all: readonly WorkflowDefinition[]): string[] {
    return all.filter(({ service }) => this.services.has(service)).map(({ workflow }) => workflow.name);
  }

  /** There is something to do for it. */
  async wake(due: Due): Promise<void> {
    await (await this.#engine)?.wake(due);
  }
}
