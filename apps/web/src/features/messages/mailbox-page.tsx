import { mailbox } from '@kernos/services/platform/mailbox/contract';
import { getRouteApi } from '@tanstack/react-router';
import { Mailbox } from 'lucide-react';
import { pages } from '../../app/api.ts';
import { When } from '../../components/when.tsx';
import { ListPage } from '../../patterns/list-page.tsx';
import { useMessageWords } from './message-words.ts';
import styles from './messages.module.css';

const route = getRouteApi('/in/messages/mailbox');

export function MailboxPage() {
  const words = useMessageWords().mailbox;
  const search = route.useSearch();
  return (
    <ListPage
      lead={words.lead}
      label={words.subject}
      pages={pages(mailbox.calls.list, { limit: 30, ...search }, ['notification.'])}
      idOf={({ id }) => id}
      search={search}
      filters={[{ kind: 'search', name: 'to', label: words.search }]}
      empty={{ icon: Mailbox, title: words.none, text: words.noneText }}
      noMatch={{ icon: Mailbox, title: words.noMatch, text: words.noMatchText }}
      detail={({ text }) => <pre className={styles.letter}>{text}</pre>}
      columns={[
        { name: words.subject, cell: ({ subject }) => subject },
        { name: words.to, cell: ({ to }) => to },
        { name: words.when, cell: ({ createdAt }) => <When at={createdAt} /> },
      ]}
    />
  );
}
