/** From events to who hears of them, as the contracts declare it. */
import type { AnyCall, Contract, Hearer } from '../contract/contract.ts';
import type { Sighting } from './log-tail.ts';
import { roomOfAll, roomOfPerson, roomOfRole } from './session.ts';

/** A person whose feed grew. */
export interface Growth {
  readonly feed: string;
  readonly organizationId: string | null;
  readonly userId: string;
}

export class HintRules {
  /** Every call that is a feed, by its id. */
  readonly feeds: ReadonlyMap<string, AnyCall>;
  /** The kinds of event that matter here. */
  readonly types: readonly string[];
  /** The fields of their data that name people. */
  readonly fields: readonly string[];
  readonly #hearers: ReadonlyMap<string, readonly Hearer[]>;
  readonly #announces: ReadonlyMap<string, readonly string[]>;

  constructor(contracts: readonly Contract[]) {
    const calls = contracts.flatMap((contract) => Object.values(contract.calls) as AnyCall[]);
    const feeds = calls.filter(({ feed }) => feed !== undefined);
    const kinds = contracts.flatMap((contract) => Object.values(contract.events));
    this.feeds = new Map(feeds.map((call) => [call.id, call]));
    this.#announces = new Map(
      [...Map.groupBy(feeds, ({ feed }) => feed as string)].map(([type, list]) => [
        type,
        list.map(({ id }) => id),
      ]),
    );
    this.#hearers = new Map(
      kinds.flatMap(({ type, realtime = [] }) => (realtime.length > 0 ? [[type, realtime]] : [])),
    );
    this.types = [...new Set([...this.#hearers.keys(), ...this.#announces.keys()])];
    const people = [...this.#hearers.values()].flat().filter((hearer) => hearer.kind === 'person');
    this.fields = [...new Set(people.map(({ field }) => field))];
  }

  /** The rooms in which an event is hinted at. */
  roomsOf({ type, organizationId, people }: Sighting): string[] {
    return (this.#hearers.get(type) ?? []).flatMap((hearer) => {
      if (hearer.kind === 'signed-in') return [roomOfAll(organizationId)];
      if (hearer.kind === 'roles') return hearer.roles.map((role) => roomOfRole(organizationId, role));
      const person = people[this.fields.indexOf(hearer.field)];
      return person ? [roomOfPerson(organizationId, person)] : [];
    });
  }

  /** The feeds that an event says have grown: its key is the person. */
  grownBy({ type, key, organizationId }: Sighting): Growth[] {
    return (this.#announces.get(type) ?? []).map((feed) => ({ feed, organizationId, userId: key }));
  }
}
