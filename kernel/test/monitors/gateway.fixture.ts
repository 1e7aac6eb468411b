import { newId } from '../../src/contract/ids.ts';
import type { TestSystem } from '../../src/testing.ts';

/** A new organization whose gateway shows the credential given back. */
export async function newGateway(system: TestSystem) {
  const [credential, organizationId] = [newId(), newId()];
  await system.sql({
    text: 'INSERT INTO monitors.gateways (credential, organization_id) VALUES ($1, $2)',
    values: [credential, organizationId],
  });
  return { credential, organizationId };
}
