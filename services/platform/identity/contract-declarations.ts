/** What a service declares so that people can hold a role that it introduces. */
import { declaring, twice } from '@kernos/kernel/declarations';
import type { InEachLanguage } from '@kernos/kernel/language';

export interface DeclaredRole {
  /** What people call somebody who holds it. */
  readonly title: InEachLanguage;
  /** True: who registers with a demo gets it. */
  readonly forNewcomers?: true;
}

/** Declares roles by the names that `allow` asks for. */
export const roles = declaring<Readonly<Record<string, DeclaredRole>>>('roles', twice('role'));
