/** Who gets a seat. No I/O: what happened to a course goes in, what follows comes out. */

/** The seats of one course as its row holds them. */
export interface Seats {
  readonly state: 'published' | 'archived';
  /** Null: no limit, and then nobody counts (`taken` is null) and nobody waits. */
  readonly capacity: number | null;
  readonly taken: number | null;
  /** Seats above the capacity: taken before it was lowered. */
  readonly overCapacity: number;
  readonly waiting: number;
}

/** Seats after the waitlist moved up, and how many of its first did. */
export interface Filled {
  readonly seats: Seats;
  readonly movingUp: number;
}

/**
 * Gives free seats to those who wait. While a course is archived nobody new gets in, so nobody moves up;
 * a capacity below what is taken takes no seat away, it only lets nobody in until enough have left.
 */
export function fill(seats: Seats): Filled {
  const { state, capacity, waiting } = seats;
  const taken = seats.taken ?? 0;
  const free = capacity === null ? waiting : Math.max(0, capacity - taken);
  const movingUp = state === 'published' ? Math.min(free, waiting) : 0;
  const takenAfter = taken + movingUp;
  return {
    movingUp,
    seats: {
      ...seats,
      taken: capacity === null ? null : takenAfter,
      overCapacity: capacity === null ? 0 : Math.max(0, takenAfter - capacity),
      waiting: waiting - movingUp,
    },
  };
}

/** Somebody gives back a seat, or the place on the waitlist. */
export function leave(seats: Seats, left: 'seat' | 'waitlist'): Filled {
  if (left === 'waitlist') return fill({ ...seats, waiting: seats.waiting - 1 });
  return fill({ ...seats, taken: seats.taken === null ? null : seats.taken - 1 });
}

/** What one look at a course said when a seat was asked for. */
export interface Attempt {
  /** `closed`: it is for the invited, and this person takes a seat without being. */
  readonly state: Seats['state'] | 'closed';
  readonly waitlist: boolean;
  /** A seat was free at that look. */
  readonly room: boolean;
  /** The learner has a seat, or waits for one, already. */
  readonly held: boolean;
  readonly placed: boolean;
}

/**
 * What follows of an attempt; undefined: there is no such course. `again`: there was room when we looked
 * and none when it was our turn, so only another look can tell what the course is now.
 */
export function outcomeOf(
  attempt: Attempt | undefined,
): 'seated' | 'course-not-found' | 'already-enrolled' | 'again' | 'wait' | 'course-full' {
  if (attempt?.placed) return 'seated';
  if (attempt?.state !== 'published') return 'course-not-found';
  if (attempt.held) return 'already-enrolled';
  if (attempt.room) return 'again';
  return attempt.waitlist ? 'wait' : 'course-full';
}
