import { Button, CopyButton, Group, Modal, Stack, Text } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import { useShellWords } from '../../app/shell-words.ts';
import { useMessageWords } from './message-words.ts';
import styles from './messages.module.css';

/** A secret, this once: only its closing by a button ends it, so that no slip loses it. */
export function SecretDialog({ secret, close }: { secret: string | undefined; close: () => void }) {
  const words = useMessageWords().endpoints;
  const shell = useShellWords();
  return (
    <Modal
      opened={secret !== undefined}
      onClose={close}
      title={words.secretTitle}
      closeOnClickOutside={false}
      closeOnEscape={false}
      withCloseButton={false}
    >
      <Stack>
        <Text size="sm">{words.secretText}</Text>
        <code className={styles.secret}>{secret}</code>
        <Group justify="flex-end">
          <CopyButton value={secret ?? ''}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <Check size={15} /> : <Copy size={15} />}
                onClick={copy}
              >
                {copied ? shell.copied : shell.copy}
              </Button>
            )}
          </CopyButton>
          <Button onClick={close}>{words.secretKept}</Button>
        </Group>
      </Stack>
    </Modal>
  );
}
