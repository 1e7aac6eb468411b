/** What the services of a system declare of their events, put together for the rollups and reports. */
import type { Context } from '@kernos/kernel/context';
import { type Meaning, type ReportedEvent, reportedEvents } from './contract-declarations.ts';

type Declaring = Pick<Context, 'declared'>;

export class Reported {
  readonly events: readonly ReportedEvent[];

  constructor(events: readonly ReportedEvent[]) {
    this.events = events;
  }

  /** Kinds of events that mean one of these. */
  meaning(...meanings: Meaning['is'][]): string[] {
    return this.#types(({ means }) => means !== undefined && meanings.includes(means.is));
  }

  get active(): string[] {
    return this.#types(({ active }) => active === true);
  }

  /** Those that a report counts over time. */
  get counted(): string[] {
    return this.#types(({ series }) => series !== undefined);
  }

  /** SQL: the field that an event which means one of these has under a name of its own; text, or JSON. */
  field<Name extends string>(name: Name, type: 'text' | 'json' = 'text'): string {
    const arrow = type === 'text' ? '->>' : '->';
    const fields = this.events.flatMap(({ event, means }) => {
      const field = (means as Partial<Record<Name, string>> | undefined)?.[name];
      return field === undefined ? [] : [[event.type, field] as const];
    });
    const [first, ...others] = new Set(fields.map(([, field]) => field));
    if (first === undefined) return type === 'text' ? 'NULL::text' : 'NULL::jsonb';
    if (others.length === 0) return `data${arrow}'${first}'`;
    return `CASE type ${fields.map(([kind, field]) => `WHEN '${kind}' THEN data${arrow}'${field}'`).join(' ')} END`;
  }

  /** Names of the fields in which events have the id of what they are about, of a part of it, or of a person. */
  idFields(of: 'subject' | 'part' | 'person'): string[] {
    return [...new Set(this.events.flatMap((event) => event[of] ?? []))];
  }

  #types(which: (event: ReportedEvent) => boolean): string[] {
    return this.events.filter(which).map(({ event }) => event.type);
  }
}

const known = new WeakMap<object, Reported>();

/** The same for all who ask in one system. */
export function reportedOf(ctx: Declaring): Reported {
  const declared = ctx.declared(reportedEvents);
  const reported = known.get(declared) ?? new Reported(declared.flatMap(({ value }) => value));
  known.set(declared, reported);
  return reported;
}
