/** Who looks at the system, and for which organization. */
import type { Context } from '@kernos/kernel/context';
import { commonError } from '@kernos/kernel/errors';
import { askedLanguage, type Language } from '@kernos/kernel/language';

export type Viewer = Pick<
  Context,
  'actor' | 'organizationId' | 'system' | 'now' | 'requestHeader' | 'declared'
>;

/** The language that titles are told in. */
export const languageFor = (viewer: Viewer): Language => askedLanguage(viewer) ?? 'en';

/** What these calls show and change is an organization's: whoever acts for none has nothing here. */
export function ofOrganization<V extends Viewer>(viewer: V): V {
  if (viewer.organizationId === null)
    throw commonError('forbidden', 'Act for an organization first: this is about one.');
  return viewer;
}
