import { assistant } from '@kernos/services/platform/assistant/contract';
import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, refresh } from '../../../app/api.ts';
import { Failure } from '../../../components/failure.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { say } from '../../../components/undo.tsx';
import { When } from '../../../components/when.tsx';
import type { Key } from './data.ts';
import styles from './keys.module.css';
import { useKeyWords } from './keys-words.ts';

export function KeyRow({ apiKey: { id, name, prefix, createdAt, expiresAt, lastUsedAt } }: { apiKey: Key }) {
  const words = useKeyWords();
  const [asking, setAsking] = useState(false);
  const hasEnded = expiresAt !== null && Date.parse(expiresAt) <= Date.now();
  return (
    <li className={styles.key}>
      <div className={styles.about}>
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <p className={styles.details}>
          <code>{words.begins(prefix)}</code> · {words.made} <When at={createdAt} /> ·{' '}
          {lastUsedAt ? (
            <>
              {words.used} <When at={lastUsedAt} />
            </>
          ) : (
            words.unused
          )}
          {expiresAt && !hasEnded && (
            <>
              {' '}
              · {words.ends} <When at={expiresAt} />
            </>
          )}
        </p>
        {hasEnded && <StateMark standing="off">{words.ended}</StateMark>}
      </div>
      <Button
        size="xs"
        variant="default"
        flex="none"
        aria-label={words.revokeOf(name)}
        onClick={() => setAsking(true)}
      >
        {words.revoke}
      </Button>
      <RevokeDialog id={id} name={name} opened={asking} close={() => setAsking(false)} />
    </li>
  );
}

function RevokeDialog({
  id,
  name,
  opened,
  close,
}: {
  id: string;
  name: string;
  opened: boolean;
  close: () => void;
}) {
  const words = useKeyWords();
  const revoke = useMutation({
    mutationFn: () => ask(assistant.calls.revokeKey, { keyId: id }),
    onSuccess: async () => {
      say(words.revoked(name));
      close();
      await refresh(assistant.calls.keys);
    },
  });
  return (
    <Modal opened={opened} onClose={close} title={words.revokeTitle(name)} withCloseButton={false}>
      <Stack>
        <Text size="sm">{words.revokeText}</Text>
        {revoke.error && <Failure error={revoke.error} />}
        <Group justify="end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {words.keep}
          </Button>
          <Button color="red" loading={revoke.isPending} onClick={() => revoke.mutate()}>
            {words.revokeSure}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
