/** Whatever a call may answer has a sentence in every language of the pages; no sentence is for what none answers. */
import assert from 'node:assert/strict';
import { globSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { AnyCall } from '@kernos/kernel/contract';
import { commonErrors } from '@kernos/kernel/errors';

const root = join(import.meta.dirname, '../../../..');

async function declaredCodes(): Promise<string[]> {
  const codes = new Set<string>(Object.keys(commonErrors));
  for (const file of globSync('services/*/*/contract.ts', { cwd: root })) {
    for (const exported of Object.values((await import(join(root, file))) as Record<string, unknown>)) {
      if (typeof exported !== 'object' || exported === null || !('calls' in exported)) continue;
      for (const call of Object.values(exported.calls as Record<string, AnyCall>))
        for (const code of Object.keys(call.errors ?? {})) codes.add(code);
    }
  }
  return [...codes].sort();
}

test('French has a sentence for each code that a contract declares', async () => {
  // The words begin by telling the document which language it is in.
  Object.assign(globalThis, { document: { documentElement: {} } });
  const { fr: common } = await import('./problems.fr.ts');
  const ofFeatures = await Promise.all(
    globSync(join(import.meta.dirname, '../features/*/problems.fr.ts')).map(
      (file) => import(file) as Promise<{ fr: object }>,
    ),
  );
  const codes = [common.problems, ...ofFeatures.map(({ fr }) => fr)].flatMap(Object.keys);
  assert.deepEqual(codes.sort(), await declaredCodes());
});
