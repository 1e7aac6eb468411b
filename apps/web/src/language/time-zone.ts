/** The time zone that times are shown in: the person's own, or that of the device where they chose none. */
import { useSyncExternalStore } from 'react';

const ofDevice = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

let chosen: string | undefined;
const listeners = new Set<() => void>();

export const currentZone = (): string => chosen ?? ofDevice();

/** What the person chose in their profile; undefined where they chose none. */
export function chooseZone(zone: string | undefined): void {
  if (zone === chosen) return;
  chosen = zone;
  for (const listener of listeners) listener();
}

export const useZone = (): string =>
  useSyncExternalStore((changed) => {
    listeners.add(changed);
    return () => listeners.delete(changed);
  }, currentZone);
