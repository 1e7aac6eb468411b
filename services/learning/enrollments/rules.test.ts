import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fill, leave, outcomeOf, type Seats } from './rules.ts';

const seats = (change: Partial<Seats>): Seats => ({
  state: 'published',
  capacity: 10,
  taken: 10,
  overCapacity: 0,
  waiting: 0,
  ...change,
});

test('a seat given back goes to the first who waits, and is free where nobody does', () => {
  assert.deepEqual(leave(seats({ waiting: 3 }), 'seat'), { movingUp: 1, seats: seats({ waiting: 2 }) });
  assert.deepEqual(leave(seats({}), 'seat'), { movingUp: 0, seats: seats({ taken: 9 }) });
  assert.deepEqual(leave(seats({ waiting: 3 }), 'waitlist'), { movingUp: 0, seats: seats({ waiting: 2 }) });
  const unlimited = seats({ capacity: null, taken: null });
  assert.deepEqual(leave(unlimited, 'seat'), { movingUp: 0, seats: unlimited });
});

test('more capacity moves up as many as fit; none at all moves up everybody', () => {
  assert.equal(fill(seats({ capacity: 12, waiting: 5 })).movingUp, 2);
  assert.equal(fill(seats({ capacity: 30, waiting: 5 })).movingUp, 5);
  const open = fill(seats({ capacity: null, waiting: 5 }));
  assert.deepEqual([open.movingUp, open.seats.taken, open.seats.waiting], [5, null, 0]);
});

test('a capacity below what is taken takes no seat away, and lets nobody in until enough have left', () => {
  const lowered = fill(seats({ capacity: 8, waiting: 2 }));
  assert.deepEqual(lowered, { movingUp: 0, seats: seats({ capacity: 8, overCapacity: 2, waiting: 2 }) });
  const once = leave(lowered.seats, 'seat');
  const twice = leave(once.seats, 'seat');
  const thrice = leave(twice.seats, 'seat');
  assert.deepEqual([once.movingUp, twice.movingUp, thrice.movingUp], [0, 0, 1]);
  assert.deepEqual(thrice.seats, seats({ capacity: 8, taken: 8, overCapacity: 0, waiting: 1 }));
});

test('nobody moves up while a course is archived; restoring it does so', () => {
  const archived = leave(seats({ state: 'archived', waiting: 1 }), 'seat');
  assert.deepEqual([archived.movingUp, archived.seats.taken], [0, 9]);
  assert.equal(fill({ ...archived.seats, state: 'published' }).movingUp, 1);
});

test('whatever happens, nobody waits beside a free seat and nothing is lost', () => {
  for (let round = 0; round < 2_000; round += 1) {
    let now = seats({ capacity: 1 + Math.floor(Math.random() * 5), taken: 0 });
    let people = 0;
    for (let step = 0; step < 40; step += 1) {
      const dice = Math.random();
      if (dice < 0.5) {
        const room = (now.taken ?? 0) < (now.capacity ?? 0);
        now = room ? { ...now, taken: (now.taken ?? 0) + 1 } : { ...now, waiting: now.waiting + 1 };
        people += 1;
      } else if (dice < 0.8 && people > 0) {
        const left = now.waiting > 0 && (Math.random() < 0.3 || now.taken === 0) ? 'waitlist' : 'seat';
        now = leave(now, left).seats;
        people -= 1;
      } else now = fill({ ...now, capacity: 1 + Math.floor(Math.random() * 5) }).seats;
      const { capacity, taken, waiting, overCapacity } = now as Seats & { capacity: number; taken: number };
      assert.equal(taken + waiting, people);
      assert.ok(waiting === 0 || taken >= capacity);
      assert.equal(overCapacity, Math.max(0, taken - capacity));
    }
  }
});

test('an attempt says what follows', () => {
  const attempt = { state: 'published' as const, waitlist: false, room: false, held: false, placed: false };
  assert.equal(outcomeOf(undefined), 'course-not-found');
  assert.equal(outcomeOf({ ...attempt, state: 'archived', room: true }), 'course-not-found');
  assert.equal(outcomeOf({ ...attempt, room: true, placed: true }), 'seated');
  assert.equal(outcomeOf({ ...attempt, room: true, held: true }), 'already-enrolled');
  assert.equal(outcomeOf({ ...attempt, room: true }), 'again', 'there was room, and then there was none');
  assert.equal(outcomeOf(attempt), 'course-full');
  assert.equal(outcomeOf({ ...attempt, waitlist: true }), 'wait');
});
