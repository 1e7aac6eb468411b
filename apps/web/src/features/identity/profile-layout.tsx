/** One's own account: its pages beside each other. */
import { Link, Outlet } from '@tanstack/react-router';
import { Page } from '../../components/page.tsx';
import { useIdentityWords } from './identity-words.ts';
import styles from './profile.module.css';

export function ProfileLayout() {
  const words = useIdentityWords().profile;
  const tabs = [
    { to: '/profile', name: words.tabs.account },
    { to: '/profile/security', name: words.tabs.security },
    { to: '/profile/organizations', name: words.tabs.organizations },
  ] as const;
  return (
    <Page title={words.title} width="narrow">
      <nav className={styles.tabs} aria-label={words.title}>
        {tabs.map(({ to, name }) => (
          <Link
            key={to}
            to={to}
            className={styles.tab}
            activeOptions={{ exact: true }}
            activeProps={{ 'aria-current': 'page' }}
          >
            {name}
          </Link>
        ))}
      </nav>
      <Outlet />
    </Page>
  );
}
