import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Bell } from 'lucide-react';
import styles from './inbox-link.module.css';
import { unreadQuery } from './messages.ts';
import { useNotificationWords } from './notification-words.ts';

/** The way to the inbox, with how much is unread. */
export function InboxLink({ className }: { className: string | undefined }) {
  const words = useNotificationWords();
  const { data } = useQuery(unreadQuery);
  const unread = data?.count ?? 0;
  return (
    <Link to="/inbox" className={className} activeProps={{ 'aria-current': 'page' }}>
      <Bell size={17} strokeWidth={1.7} />
      {words.inbox}
      {unread > 0 && (
        <span className={styles.badge} title={words.unread(unread)}>
          {unread > 99 ? '99+' : unread}
        </span>
      )}
    </Link>
  );
}
