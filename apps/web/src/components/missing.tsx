import { KernosError } from '@kernos/kernel/errors';
import { FileQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { Empty } from './empty.tsx';
import { Page } from './page.tsx';

export const isMissing = (error: Error | null): boolean =>
  error instanceof KernosError && error.status === 404;

/** For `failed` of what an address names: instead of its page, one that says that it is not there (any more). */
export const missing =
  ({ missingTitle, missingText }: { readonly missingTitle: string; readonly missingText: string }) =>
  (error: Error): ReactNode =>
    isMissing(error) && (
      <Page title={missingTitle} width="narrow">
        <Empty icon={FileQuestion} title={missingTitle} text={missingText} />
      </Page>
    );
