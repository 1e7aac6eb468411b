import { notifications } from '@kernos/services/platform/notifications/contract';
import { ActionIcon, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Archive, ArchiveRestore, Mail, MailOpen } from 'lucide-react';
import { ask } from '../../app/api.ts';
import { offerUndo, sayFailure } from '../../components/undo.tsx';
import { When } from '../../components/when.tsx';
import { useCommonWords } from '../../language/common-words.ts';
import styles from './inbox.module.css';
import { type Message, refreshInbox } from './messages.ts';
import { useNotificationWords } from './notification-words.ts';

export function MessageRow({ message }: { message: Message }) {
  const { id, title, body, path, createdAt, readAt, archivedAt } = message;
  const words = useNotificationWords();
  const common = useCommonWords();
  const { history } = useRouter();
  const mark = useMutation({
    mutationFn: (change: { read?: boolean; archived?: boolean }) =>
      ask(notifications.calls.mark, { ids: [id], ...change }),
    onSuccess: (_, change) => {
      if (change.archived) offerUndo(words.archived, common.undo, () => mark.mutate({ archived: false }));
    },
    onError: sayFailure,
    onSettled: refreshInbox,
  });
  const open = () => {
    if (readAt === null) mark.mutate({ read: true });
    if (path) history.push(path);
  };
  const unread = mark.isPending && mark.variables.read !== undefined ? !mark.variables.read : readAt === null;
  return (
    <li className={styles.message} data-unread={unread || undefined}>
      <button type="button" className={styles.open} onClick={open}>
        <span className={styles.dot} aria-hidden="true" />
        <span className={styles.text}>
          <Text fw={unread ? 620 : 450} component="span" size="sm">
            {title}
          </Text>
          <Text size="sm" c="dimmed" component="span" lineClamp={2}>
            {body}
          </Text>
          <Text size="xs" c="dimmed" component="span">
            {unread ? `${words.filters.unread} · ` : ''}
            <When at={createdAt} />
          </Text>
        </span>
      </button>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${unread ? words.markRead : words.markUnread}: ${title}`}
        title={unread ? words.markRead : words.markUnread}
        onClick={() => mark.mutate({ read: unread })}
      >
        {unread ? <MailOpen size={16} /> : <Mail size={16} />}
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        aria-label={`${archivedAt ? words.restore : words.archive}: ${title}`}
        title={archivedAt ? words.restore : words.archive}
        onClick={() => mark.mutate({ archived: archivedAt === null })}
      >
        {archivedAt ? <ArchiveRestore size={16} /> : <Archive size={16} />}
      </ActionIcon>
    </li>
  );
}
