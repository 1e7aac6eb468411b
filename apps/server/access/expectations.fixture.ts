/** What is expected of all calls, as the services say beside their contracts. */
import { globSync } from 'node:fs';
import { join } from 'node:path';
import type { Expectations } from '@kernos/services/testing/access.fixture';

interface ServiceExpectations {
  readonly access: Expectations;
  /** Tables of it that change with whatever anybody does: copies and counts of others' doings. */
  readonly changing?: readonly string[];
}

const files = globSync(join(import.meta.dirname, '../../../services/*/*/access.fixture.ts')).sort();
const all = await Promise.all(files.map((file) => import(file) as Promise<ServiceExpectations>));

/** By the id of the call, with a note behind a comma where it has more than one line. */
export const expectations: Expectations = Object.assign({}, ...all.map(({ access }) => access));

export const changing = all.flatMap(({ changing = [] }) => changing);

/** Routes that no contract declares, as kernel/src/http/platform-routes.ts lists them. Everybody gets them, from this machine. */
export const platformRoutes: Readonly<Record<string, number>> = {
  '/livez': 200,
  '/readyz': 200,
  '/metrics': 200,
  '/api/openapi.json': 200,
  '/api/asyncapi.json': 200,
  '/api/docs': 200,
  '/api/docs/swagger-ui-bundle.js': 200,
  '/api/docs/swagger-ui.css': 200,
  '/api/docs/look.css': 200,
  '/api/docs/start.js': 200,
};
