/** A request that was made for one organization must not change another: docs/decisions/0020-meant-for-an-organization.md. */
import type { IncomingHttpHeaders } from 'node:http';
import { commonError } from '../contract/errors.ts';
import type { Principal } from '../contract/service.ts';

const ORGANIZATION_HEADER = 'kernos-organization';

/** Throws `organization-mismatch` where the request names another organization than its sender acts for by now. */
export function mustBeMeantFor(
  { organizationId }: Pick<Principal, 'organizationId'>,
  headers: IncomingHttpHeaders,
): void {
  const meant = headers[ORGANIZATION_HEADER];
  if (meant === undefined || meant === organizationId) return;
  throw commonError(
    'organization-mismatch',
    'This was meant for another organization than the one you act for by now. Nothing was changed.',
  );
}
