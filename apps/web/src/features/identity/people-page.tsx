import { identity } from '@kernos/services/platform/identity/contract';
import { Box, Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { UserPlus, Users } from 'lucide-react';
import { pages } from '../../app/api.ts';
import { changed } from '../../app/search-params.ts';
import { Empty } from '../../components/empty.tsx';
import { Listing } from '../../components/listing.tsx';
import { Page } from '../../components/page.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { useIdentityWords } from './identity-words.ts';
import { InvitationList } from './invitation-list.tsx';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberRow } from './member-row.tsx';
import styles from './people.module.css';

const route = getRouteApi('/in/people');

export function PeoplePage() {
  const words = useIdentityWords().people;
  const [inviting, { open, close }] = useDisclosure(false);
  return (
    <Page
      title={words.title}
      lead={words.lead}
      actions={
        <Button leftSection={<UserPlus size={16} />} onClick={open}>
          {words.invite}
        </Button>
      }
    >
      <SearchField />
      <Members />
      <InvitationList />
      <InviteDialog opened={inviting} close={close} />
    </Page>
  );
}

function SearchField() {
  const words = useIdentityWords().people;
  const { q = '' } = route.useSearch();
  const navigate = useNavigate({ from: '/people' });
  return (
    <Box mb="md">
      <SearchInput
        label={words.search}
        value={q}
        onSearch={(q) => void navigate({ search: changed({}, { q }), replace: true })}
      />
    </Box>
  );
}

function Members() {
  const words = useIdentityWords().people;
  const { q } = route.useSearch();
  const members = useInfiniteQuery(
    pages(identity.calls.members, { limit: 50, ...(q && { q }) }, ['organization.member_', 'user.renamed']),
  );
  return (
    <Listing
      list={members}
      rows={5}
      rowHeight={52}
      empty={
        <Empty icon={Users} title={words.none}>
          {words.noneText}
        </Empty>
      }
    >
      {(items) => (
        <div className={styles.scroll}>
          <table className={styles.table}>
            <thead>
              <tr>
                <th scope="col">{words.name}</th>
                <th scope="col">{words.roles}</th>
                <th scope="col">{words.joined}</th>
                <th aria-label={words.remove} />
              </tr>
            </thead>
            <tbody>
              {items.map((member) => (
                <MemberRow key={member.userId} member={member} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Listing>
  );
}
