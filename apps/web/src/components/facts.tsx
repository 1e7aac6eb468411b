import type { ReactNode } from 'react';
import styles from './facts.module.css';

/** What there is to know about something, in one line: spans, with dots between them. */
export function Facts({
  small = false,
  className = '',
  children,
}: {
  small?: boolean;
  /** Says where it stands. */
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    <div className={`${styles.facts} ${className}`} data-small={small || undefined}>
      {children}
    </div>
  );
}
