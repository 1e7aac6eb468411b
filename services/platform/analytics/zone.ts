/**
 * Days of a time zone. A day is written as the instant at which that date begins in UTC, milliseconds; an
 * instant is milliseconds since the epoch as always. Offsets are taken to be whole quarter hours.
 */
export class Zone {
  readonly name: string;
  readonly #format: Intl.DateTimeFormat;
  readonly #offsets = new Map<number, number>();

  /** @param name of the IANA database; throws for any other. */
  constructor(name: string) {
    this.name = name;
    this.#format = new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
    });
  }

  /** The day that it is at an instant. */
  dayOf(instant: number): number {
    return floorTo(DAY_MS, instant + this.#offset(floorTo(QUARTER_MS, instant)));
  }

  /** The first instant of a day, which is not midnight where clocks go forward over it. */
  startOf(day: number): number {
    const [before, after] = [this.#offset(day - DAY_MS), this.#offset(day + DAY_MS)];
    if (before === after) return day - before;
    let instant = day - Math.max(before, after);
    while (instant + this.#offset(instant) < day) instant += QUARTER_MS;
    return instant;
  }

  #offset(instant: number): number {
    const known = this.#offsets.get(instant);
    if (known !== undefined) return known;
    const [month = 0, day = 0, year = 0, hour = 0, minute = 0] = (
      this.#format.format(instant).match(/\d+/g) ?? []
    ).map(Number);
    const offset = Date.UTC(year, month - 1, day, hour, minute) - floorTo(60_000, instant);
    this.#offsets.set(instant, offset);
    return offset;
  }
}

export const DAY_MS = 86_400_000;
export const QUARTER_MS = 900_000;

export const floorTo = (unit: number, instant: number): number => Math.floor(instant / unit) * unit;
