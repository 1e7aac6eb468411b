import { currentZone } from '../../language/time-zone.ts';

/** Time zones by their IANA names: one's own, UTC, the chosen one, then all that the browser knows. */
export const zones = (chosen: string): string[] => [
  ...new Set([currentZone(), 'UTC', chosen, ...Intl.supportedValuesOf('timeZone')]),
];
