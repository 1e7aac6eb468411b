import { existsSync, globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** What a source runs: files that it imports, other than for their types alone, and programs that it names. */
const references =
  /\b(?:import|export)\s+(type\s)?[^'"`;]*?\bfrom\s*'([^']+)'|\bimport\s*\(?\s*'([^']+)'|'([^'\s]+\.ts)'/g;

const referencesOf = new Map<string, readonly string[]>();

/**
 * Whether running a file runs `target` too: directly, through what it imports, or in a process that it starts
 * with a program beside it. Libraries are not looked into.
 * @param file absolute path of a TypeScript source
 * @param target absolute path
 */
export function runs(file: string, target: string): boolean {
  const reached = new Set([file]);
  for (const each of reached) {
    if (each === target) return true;
    for (const next of look(each)) reached.add(next);
  }
  return false;
}

/** Whether a test starts a system with two services of which one knows the contract of the other. */
export function servicesMeet(root: string, file: string): boolean {
  if (!runs(file, join(root, 'kernel/src/testing.ts'))) return false;
  const all = globSync('services/*/*/service.ts', { cwd: root }).map((path) => join(root, path));
  const started = all.filter((service) => runs(file, service));
  const contractOf = (service: string) => join(dirname(service), 'contract.ts');
  return started.some((one) => started.some((other) => one !== other && runs(one, contractOf(other))));
}

function look(file: string): readonly string[] {
  const known = referencesOf.get(file);
  if (known) return known;
  const found = [...readFileSync(file, 'utf8').matchAll(references)]
    .filter(([, onlyTypes]) => !onlyTypes)
    .flatMap(([, , from, imported, program]) => resolve(file, from ?? imported ?? program ?? ''));
  referencesOf.set(file, found);
  return found;
}

function resolve(file: string, name: string): string[] {
  const path = name.startsWith('@kernos/') ? packaged(file, name) : join(dirname(file), name);
  return path?.endsWith('.ts') && existsSync(path) ? [path] : [];
}

/** Undefined where there is no such source: an import also stands in the text of a source that a test writes. */
function packaged(file: string, name: string): string | undefined {
  try {
    return createRequire(file).resolve(name);
  } catch {
    return undefined;
  }
}
