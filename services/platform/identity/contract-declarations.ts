/** What a service declares so that people can hold a role that it introduces. */
import { type DeclaredReader, declaring, twice } from '@kernos/kernel/declarations';
import type { InEachLanguage, Language } from '@kernos/kernel/language';

export interface DeclaredRole {
  /** What people call somebody who holds it. */
  readonly title: InEachLanguage;
  /** True: who registers with a demo gets it. */
  readonly forNewcomers?: true;
}

/** The titles of these roles, in each language; a name that no service declares any more stays as it is. */
export function titlesOf(declared: DeclaredReader, names: readonly string[]): InEachLanguage {
  const known = new Map(declared(roles).flatMap(({ value }) => Object.entries(value)));
  const said = (language: Language) =>
    names.map((name) => known.get(name)?.title[language] ?? name).join(', ');
  return { en: said('en'), fr: said('fr') };
}

/** Declares roles by the names that `allow` asks for. */
export const roles = declaring<Readonly<Record<string, DeclaredRole>>>('roles', twice('role'));
