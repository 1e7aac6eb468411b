/**
 * `npm run check`: types, format and lint, boundaries. All at once; prints what is wrong, and how long each took.
 */
import { execFile } from 'node:child_process';
import { dirname, join } from 'node:path';
import { findTextViolations } from './text-boundaries.ts';
import { findUnused } from './unused.ts';

const root = dirname(import.meta.dirname);
const modules = join(root, 'node_modules');
const cruised = ['kernel', 'services', 'apps', 'bench', 'scripts'];

interface Outcome {
  ok: boolean;
  /** What to say if it is not. */
  output: string;
}

const outcomeOf = (violations: readonly string[]): Outcome => ({
  ok: violations.length === 0,
  output: violations.join('\n'),
});

const types = (project: string, cache: string) =>
  run('typescript/bin/tsc', [
    '--noEmit',
    '--project',
    project,
    '--incremental',
    '--tsBuildInfoFile',
    join(modules, `.cache/${cache}.tsbuildinfo`),
  ]);

const checks: Record<string, () => Promise<Outcome>> = {
  types: () => types('tsconfig.json', 'types'),
  'types of the pages': () => types('apps/web/tsconfig.json', 'types-of-pages'),
  style: () =>
    run('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '--max-diagnostics=50', '--colors=off']),
  imports: () =>
    run(
      'dependency-cruiser/bin/dependency-cruise.mjs',
      ['--config', '.dependency-cruiser.mjs', '--output-type', 'err-long', ...cruised],
      ['--import', join(import.meta.dirname, 'typescript-for-cruiser.ts')],
    ),
  texts: async () => outcomeOf(findTextViolations(root)),
  'what is used': async () => outcomeOf(findUnused(root)),
};

const outcomes = await Promise.all(Object.entries(checks).map(([name, check]) => timed(name, check)));
process.exitCode = outcomes.every(Boolean) ? 0 : 1;

async function timed(name: string, check: () => Promise<Outcome>): Promise<boolean> {
  const began = performance.now();
  const { ok, output } = await check();
  const took = ((performance.now() - began) / 1000).toFixed(1);
  console.log(`${ok ? '✔' : '✖'} ${name}  ${took} s${ok ? '' : `\n${output.trimEnd()}\n`}`);
  return ok;
}

/** Runs a program of node_modules with this Node. */
function run(program: string, args: string[], nodeArgs: string[] = []): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [...nodeArgs, join(modules, program), ...args],
      { cwd: root, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => resolve({ ok: error === null, output: stdout + stderr }),
    );
  });
}
