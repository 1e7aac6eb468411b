import { notifications } from '@kernos/services/platform/notifications/contract';
import { ActionIcon, Stack, Text } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import { Archive, ArchiveRestore, Mail, MailOpen } from 'lucide-react';
import { Facts } from '../../components/facts.tsx';
import { Soft } from '../../components/soft.tsx';
import { When } from '../../components/when.tsx';
import { labelled } from '../../language/format.ts';
import { useAct } from '../../patterns/use-act.ts';
import styles from './inbox.module.css';
import { type Message, refreshes } from './messages.ts';
import { useNotificationWords } from './notification-words.ts';

export function MessageRow({ message }: { message: Message }) {
  const { id, title, body, path, createdAt, readAt, archivedAt } = message;
  const words = useNotificationWords();
  const { history } = useRouter();
  const mark = useAct(notifications.calls.mark, {
    said: (_, { archived }) => (archived ? words.archived : undefined),
    undo: ({ ids }, _, act) => act({ ids, archived: false }),
    refreshes,
  });
  const set = (change: { read?: boolean; archived?: boolean }) => mark.mutate({ ids: [id], ...change });
  const open = () => {
    if (readAt === null) set({ read: true });
    if (path) history.push(path);
  };
  const unread = mark.isPending && mark.variables.read !== undefined ? !mark.variables.read : readAt === null;
  return (
    <div className={styles.message} data-unread={unread || undefined}>
      <button type="button" className={styles.open} onClick={open}>
        <span className={styles.dot} aria-hidden="true" />
        <Stack component="span" gap={2} miw={0}>
          <Text fw={unread ? 620 : 450} component="span" size="sm">
            {title}
          </Text>
          <Soft component="span" lineClamp={2}>
            {body}
          </Soft>
          <Facts small>
            {unread && words.isUnread}
            <When at={createdAt} />
          </Facts>
        </Stack>
      </button>
      <ActionIcon
        aria-label={`${labelled(unread ? words.markRead : words.markUnread)} ${title}`}
        title={unread ? words.markRead : words.markUnread}
        onClick={() => set({ read: unread })}
      >
        {unread ? <MailOpen size={16} /> : <Mail size={16} />}
      </ActionIcon>
      <ActionIcon
        aria-label={`${labelled(archivedAt ? words.restore : words.archive)} ${title}`}
        title={archivedAt ? words.restore : words.archive}
        onClick={() => set({ archived: archivedAt === null })}
      >
        {archivedAt ? <ArchiveRestore size={16} /> : <Archive size={16} />}
      </ActionIcon>
    </div>
  );
}
