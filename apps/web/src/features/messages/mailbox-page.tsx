import { mailbox } from '@kernos/services/platform/mailbox/contract';
import { Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Mailbox } from 'lucide-react';
import { pages } from '../../app/api.ts';
import { changed } from '../../app/search-params.ts';
import { Empty } from '../../components/empty.tsx';
import { Listing } from '../../components/listing.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { When } from '../../components/when.tsx';
import { DataTable } from '../../patterns/data-table.tsx';
import { useMessageWords } from './message-words.ts';
import styles from './messages.module.css';

const route = getRouteApi('/in/messages/mailbox');

export function MailboxPage() {
  const words = useMessageWords().mailbox;
  const { to } = route.useSearch();
  const navigate = useNavigate({ from: '/messages/mailbox' });
  const letters = useInfiniteQuery(
    pages(mailbox.calls.list, { limit: 30, ...(to && { to }) }, ['notification.']),
  );
  return (
    <Stack>
      <Text maw="68ch">{words.lead}</Text>
      <SearchInput
        label={words.search}
        value={to ?? ''}
        onSearch={(text) => void navigate({ search: changed({}, { to: text }), replace: true })}
      />
      <Listing
        list={letters}
        rows={6}
        empty={
          <Empty icon={Mailbox} title={to ? words.noMatch : words.none}>
            {to ? words.noMatchText : words.noneText}
          </Empty>
        }
      >
        {(items) => (
          <DataTable
            label={words.subject}
            items={items}
            idOf={({ id }) => id}
            detail={({ text }) => <pre className={styles.letter}>{text}</pre>}
            columns={[
              { name: words.subject, cell: ({ subject }) => subject },
              { name: words.to, cell: (letter) => letter.to },
              { name: words.when, cell: ({ createdAt }) => <When at={createdAt} /> },
            ]}
          />
        )}
      </Listing>
    </Stack>
  );
}
