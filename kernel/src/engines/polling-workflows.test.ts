import type { ChildProcess } from 'node:child_process';
import { after, afterEach, before, describe, it } from 'node:test';
import { spawnHost, workflowEngineConformance } from '../ports/workflow-engine.conformance.fixture.ts';
import { Ground } from '../workflows/host.fixture.ts';

const engine = 'polling';
const children: ChildProcess[] = [];
let ground: Ground;
before(async () => {
  ground = await Ground.open();
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await ground.reset();
});
after(() => ground.close());

describe('the workflow engine that polls', () => {
  for (const [what, conform] of Object.entries(workflowEngineConformance)) {
    it(what, () =>
      conform({
        engine,
        ground,
        spawnHost: (...rest) => {
          const child = spawnHost(engine, ground.store.url, ...rest);
          children.push(child);
          return child;
        },
      }),
    );
  }
});
