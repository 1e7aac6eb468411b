import { Children, isValidElement, type ReactNode } from 'react';
import styles from './facts.module.css';

/**
 * What there is to know about something: each child is a fact, with a dot before all but the first of a line. Nothing
 * stands for those that are not there.
 */
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
    <span className={`${styles.facts} ${className}`} data-small={small || undefined}>
      {Children.toArray(children).map((fact, at) => (
        <span key={isValidElement(fact) ? fact.key : at}>{fact}</span>
      ))}
    </span>
  );
}
