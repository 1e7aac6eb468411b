import { assistant } from '@kernos/services/platform/assistant/contract';
import { ActionIcon, Menu, Text } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { Braces, Ellipsis, FileDown, Pencil, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { pages } from '../../../app/api.ts';
import { ButtonLink } from '../../../components/link.tsx';
import { When } from '../../../components/when.tsx';
import { List } from '../../../patterns/list-page.tsx';
import { useAssistantWords } from '../assistant-words.ts';
import type { Conversation } from './answer-data.ts';
import styles from './ask.module.css';
import { DeleteDialog, RenameDialog } from './conversation-dialogs.tsx';

const route = getRouteApi('/in/ask');

export function ConversationList({ open, onChosen }: { open: string | undefined; onChosen?: () => void }) {
  const words = useAssistantWords().conversations;
  const search = route.useSearch();
  return (
    <nav aria-label={words.title} className={styles.conversations}>
      <ButtonLink
        to="/ask"
        variant="default"
        leftSection={<Plus size={16} />}
        {...(onChosen && { onClick: onChosen })}
      >
        {words.start}
      </ButtonLink>
      <List
        label={words.title}
        pages={pages(assistant.calls.conversations, { limit: 40, ...search }, ['rag.'])}
        idOf={({ id }) => id}
        search={search}
        filters={[{ kind: 'search', name: 'q', label: words.search }]}
        empty={search.q ? words.nothing : words.none}
        row={(conversation) => (
          <Row conversation={conversation} isOpen={conversation.id === open} onChosen={onChosen} />
        )}
        rowHeight={44}
        airy
      />
    </nav>
  );
}

function Row({
  conversation,
  isOpen,
  onChosen,
}: {
  conversation: Conversation;
  isOpen: boolean;
  onChosen: (() => void) | undefined;
}) {
  const [dialog, setDialog] = useState<'rename' | 'delete'>();
  const { id, title, updatedAt } = conversation;
  const close = () => setDialog(undefined);
  return (
    <div className={styles.conversation} data-open={isOpen || undefined}>
      <Link
        to="/ask/$conversationId"
        params={{ conversationId: id }}
        search={({ q }: { q?: string }) => (q ? { q } : {})}
        {...(onChosen && { onClick: onChosen })}
      >
        <span className={styles.name} title={title}>
          {title}
        </span>
        <Text span size="xs" c="dimmed">
          <When at={updatedAt} />
        </Text>
      </Link>
      <RowMenu conversation={conversation} choose={setDialog} />
      {dialog === 'rename' && <RenameDialog conversation={conversation} close={close} />}
      {dialog === 'delete' && <DeleteDialog conversation={conversation} isOpen={isOpen} close={close} />}
    </div>
  );
}

function RowMenu({
  conversation: { id, title },
  choose,
}: {
  conversation: Conversation;
  choose: (dialog: 'rename' | 'delete') => void;
}) {
  const words = useAssistantWords().conversations;
  const file = assistant.calls.exportConversation.route.replace(':conversationId', id);
  return (
    <Menu position="bottom-end" width={210}>
      <Menu.Target>
        <ActionIcon aria-label={words.menu(title)}>
          <Ellipsis size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Pencil size={15} />} onClick={() => choose('rename')}>
          {words.rename}
        </Menu.Item>
        <Menu.Item
          component="a"
          href={`${file}?format=markdown`}
          download
          leftSection={<FileDown size={15} />}
        >
          {words.markdown}
        </Menu.Item>
        <Menu.Item component="a" href={`${file}?format=json`} download leftSection={<Braces size={15} />}>
          {words.json}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item c="var(--bad)" leftSection={<Trash2 size={15} />} onClick={() => choose('delete')}>
          {words.delete}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
