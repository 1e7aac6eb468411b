import { Button, CopyButton, Group, Stack, Text } from '@mantine/core';
import { Check, Copy } from 'lucide-react';
import type { ReactNode } from 'react';
import { useCommonWords } from '../language/common-words.ts';
import { Dialog } from './dialog.tsx';
import { LeaveGuard } from './leave-guard.tsx';
import styles from './secret-dialog.module.css';

interface SecretWords {
  readonly title: string;
  readonly text: string;
  /** On the button that ends it, e.g. `I have kept it`. */
  readonly kept: string;
}

/** A secret, this once: only its closing by a button ends it, so that no slip loses it. */
export function SecretDialog({
  secret,
  words,
  size = 'md',
  close,
  children,
}: {
  secret: string | undefined;
  words: SecretWords;
  size?: 'md' | 'lg';
  close: () => void;
  /** Below the secret: what to do with it. */
  children?: ReactNode;
}) {
  const common = useCommonWords();
  return (
    <Dialog opened={secret !== undefined} close={close} title={words.title} size={size} onlyByButton>
      <LeaveGuard unsaved={secret !== undefined} />
      <Stack>
        <Text size="sm">{words.text}</Text>
        <code className={styles.secret}>{secret}</code>
        <Group justify="flex-end">
          <CopyButton value={secret ?? ''}>
            {({ copied, copy }) => (
              <Button
                variant="default"
                leftSection={copied ? <Check size={15} /> : <Copy size={15} />}
                onClick={copy}
              >
                {copied ? common.copied : common.copy}
              </Button>
            )}
          </CopyButton>
          <Button onClick={close}>{words.kept}</Button>
        </Group>
        {children}
      </Stack>
    </Dialog>
  );
}
