import type { ReactNode } from 'react';
import styles from './scroll-region.module.css';

/** A part of a page that scrolls for itself where it is too large, also by keyboard (WCAG 2.1.1). */
export function ScrollRegion({
  label,
  className = '',
  children,
}: {
  label: string;
  className?: string | undefined;
  children: ReactNode;
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
    <section className={`${styles.region} ${className}`} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
