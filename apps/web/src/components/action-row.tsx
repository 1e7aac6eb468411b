import type { ReactNode } from 'react';
import styles from './action-row.module.css';

/** Something, and beside it what can be done about it; rows below each other have a line between them. */
export function ActionRow({ children }: { children: ReactNode }) {
  return <div className={styles.row}>{children}</div>;
}
