import { useLocation } from '@tanstack/react-router';

/**
 * The token of a letter's link. It stands behind the `#`, which browsers send to no server, so that it is in
 * nobody's log.
 */
export const useLinkToken = (): string | null => new URLSearchParams(useLocation().hash).get('token');
