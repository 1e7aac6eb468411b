import type { ReactNode } from 'react';
import { MissingPage } from '../app/missing-page.tsx';
import { type Answer, Loaded } from '../components/loaded.tsx';
import { isMissing } from '../components/missing.tsx';
import { Page } from '../components/page.tsx';
import { PageSkeleton } from '../components/skeletons.tsx';

/** Where a page has no words of its own for that. */
const whereMissing = (error: Error): ReactNode => isMissing(error) && <MissingPage />;

/** A page about one thing. What it says of itself comes with the answer. */
export function DetailPage<Data>({
  query,
  title,
  lead,
  above,
  actions,
  width = 'normal',
  failed,
  children,
}: {
  query: Answer<Data>;
  title: (data: Data) => string;
  lead?: (data: Data) => ReactNode;
  /** Where it belongs: the way back. */
  above?: ReactNode;
  actions?: (data: Data) => ReactNode;
  width?: 'narrow' | 'normal' | 'wide';
  /** Instead of a refusal that needs words of its own, e.g. where it was deleted. */
  failed?: (error: Error) => ReactNode;
  children: (data: Data) => ReactNode;
}) {
  return (
    <Loaded query={query} waiting={<PageSkeleton />} failed={failed ?? whereMissing}>
      {(data) => (
        <Page title={title(data)} lead={lead?.(data)} above={above} actions={actions?.(data)} width={width}>
          {children(data)}
        </Page>
      )}
    </Loaded>
  );
}
