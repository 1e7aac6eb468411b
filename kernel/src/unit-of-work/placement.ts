/**
 * Which services run in this process and how the others are reached. Every process knows the contracts of all; it has
 * routes for its own, and a call to another goes over HTTP, sealed. Nothing of a service says where it runs.
 */
import { placeOf } from '../config/placement-settings.ts';
import type { ServiceDefinition } from '../contract/service.ts';

export interface Placement {
  /** The services that run here. */
  readonly here: readonly ServiceDefinition[];
  isHere(service: string): boolean;
  /** Base address of a service that runs elsewhere. */
  addressOf(service: string): string;
}

/** Throws with a sentence where a name is unknown, or a service that runs elsewhere has no address. */
export function placementOf(
  services: readonly ServiceDefinition[],
  settings: { readonly services: readonly string[]; readonly serviceUrls: readonly string[] },
): Placement {
  const known = new Set(services.map(({ name }) => name));
  const named = [
    ...settings.services,
    ...settings.serviceUrls.map((place) => place.slice(0, place.indexOf('='))),
  ];
  const unknown = named.find((name) => name !== '*' && !known.has(name));
  if (unknown !== undefined)
    throw new Error(
      `There is no service "${unknown}" (SERVICES, SERVICE_URLS); there are ${[...known].join(', ')}.`,
    );
  const here =
    settings.services.length === 0 ? services : services.filter((s) => settings.services.includes(s.name));
  const hereNames = new Set(here.map(({ name }) => name));
  const lost = [...known].filter(
    (name) => !hereNames.has(name) && placeOf(settings.serviceUrls, name) === undefined,
  );
  if (lost.length > 0)
    throw new Error(`SERVICE_URLS does not say where ${lost.join(', ')} run, which do not run here.`);
  return {
    here,
    isHere: (service) => hereNames.has(service),
    addressOf: (service) => placeOf(settings.serviceUrls, service) as string,
  };
}
