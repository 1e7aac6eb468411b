import { useViewportSize } from '@mantine/hooks';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import styles from './tab-links.module.css';

/** How much of the tab before it is seen. */
const EDGE_PX = 48;

/** Pages that belong together, beside each other; the address says which one is open. */
export function TabLinks({
  label,
  tabs,
}: {
  label: string;
  tabs: readonly { readonly to: string; readonly name: string; readonly count?: number }[];
}) {
  const nav = useRef<HTMLElement>(null);
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const width = useViewportSize().width;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page or width may leave the open one out of sight
  useEffect(() => {
    // Only the row moves, not the page.
    const open = nav.current?.querySelector<HTMLElement>('[aria-current=page]');
    if (nav.current && open) nav.current.scrollLeft = open.offsetLeft - nav.current.offsetLeft - EDGE_PX;
  }, [path, width]);
  return (
    <nav
      ref={nav}
      className={styles.tabs}
      aria-label={label}
      // Chromium leaves one that is seen in part where it is.
      onFocus={({ target }) => target.scrollIntoView({ block: 'nearest', inline: 'nearest' })}
    >
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
