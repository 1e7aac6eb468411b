import { mailbox } from '@kernos/services/platform/mailbox/contract';
import { Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { Mailbox } from 'lucide-react';
import { pages } from '../../app/api.ts';
import { changed } from '../../app/search-params.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Empty } from '../../components/empty.tsx';
import { Endless } from '../../components/endless.tsx';
import { Failure } from '../../components/failure.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { When } from '../../components/when.tsx';
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
  const items = letters.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Stack>
      <Text maw="68ch">{words.lead}</Text>
      <SearchInput
        label={words.search}
        value={to ?? ''}
        onSearch={(text) => void navigate({ search: changed({}, { to: text }), replace: true })}
      />
      {letters.error && <Failure error={letters.error} retry={() => void letters.refetch()} />}
      {letters.isPending && <RowsSkeleton rows={6} height={38} />}
      {letters.data && items.length === 0 && (
        <Empty icon={Mailbox} title={to ? words.noMatch : words.none}>
          {to ? words.noMatchText : words.noneText}
        </Empty>
      )}
      {items.length > 0 && (
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
      <Endless list={letters} />
    </Stack>
  );
}
