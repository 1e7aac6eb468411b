import { Link } from '@tanstack/react-router';
import styles from './tab-links.module.css';

/** Pages that belong together, beside each other; the address says which one is open. */
export function TabLinks({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { readonly to: string; readonly name: string; readonly count?: number }[];
}) {
  return (
    <nav className={styles.tabs} aria-label={label}>
      {tabs.map(({ to, name, count }) => (
        <Link
          key={to}
          to={to}
          className={styles.tab}
          activeOptions={{ exact: true, includeSearch: false }}
          activeProps={{ 'aria-current': 'page' }}
        >
          {name}
          {count !== undefined && count > 0 && <span className={styles.count}>{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
