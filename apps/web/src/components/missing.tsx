import { KernosError } from '@kernos/kernel/errors';
import { FileQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { isOfAddress } from '../language/problems.ts';
import { EmptyPage } from './empty.tsx';

/** What the address names is not there; or it names nothing, for a part of it was lost on the way. */
export const isMissing = (error: Error | null): boolean =>
  error instanceof KernosError && (error.status === 404 || isOfAddress(error));

/** For `failed` of what an address names: instead of its page, one that says that it is not there (any more). */
export const missing =
  ({ missingTitle, missingText }: { readonly missingTitle: string; readonly missingText: string }) =>
  (error: Error): ReactNode =>
    isMissing(error) && <EmptyPage icon={FileQuestion} title={missingTitle} text={missingText} />;
