/** Names of time zones, as the IANA database has them. */

/** True for the name of a time zone, e.g. `Europe/Berlin`. Offsets like `+01:00`, which name no place, are none. */
export function isTimeZone(name: string): boolean {
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
