import { assistant } from '@kernos/services/platform/assistant/contract';
import { Button, Group, Text } from '@mantine/core';
import { Facts } from '../../../components/facts.tsx';
import { StateMark } from '../../../components/state-mark.tsx';
import { When } from '../../../components/when.tsx';
import { Confirmed } from '../../../patterns/confirmed.tsx';
import { useAct } from '../../../patterns/use-act.ts';
import type { Key } from './data.ts';
import styles from './keys.module.css';
import { useKeyWords } from './keys-words.ts';

export function KeyRow({ apiKey: { id, name, prefix, createdAt, expiresAt, lastUsedAt } }: { apiKey: Key }) {
  const words = useKeyWords();
  const revoke = useAct(assistant.calls.revokeKey, {
    shown: true,
    said: words.revoked(name),
    refreshes: [assistant.calls.keys],
  });
  const hasEnded = expiresAt !== null && Date.parse(expiresAt) <= Date.now();
  return (
    <Group justify="space-between" gap={16} py={14} wrap="nowrap">
      <div className={styles.about}>
        <Text size="sm" fw={550}>
          {name}
        </Text>
        <p className={styles.details}>
          <Facts>
            <code>{words.begins(prefix)}</code>
            <span>
              {words.made} <When at={createdAt} />
            </span>
            {lastUsedAt ? (
              <>
                {words.used} <When at={lastUsedAt} />
              </>
            ) : (
              words.unused
            )}
            {expiresAt && !hasEnded && (
              <>
                {words.ends} <When at={expiresAt} />
              </>
            )}
          </Facts>
        </p>
        {hasEnded && <StateMark tone="off">{words.ended}</StateMark>}
      </div>
      <Confirmed
        act={revoke}
        input={{ keyId: id }}
        title={words.revokeTitle(name)}
        text={words.revokeText}
        no={words.keep}
        yes={words.revokeSure}
      >
        {(open) => (
          <Button size="xs" variant="default" flex="none" aria-label={words.revokeOf(name)} onClick={open}>
            {words.revoke}
          </Button>
        )}
      </Confirmed>
    </Group>
  );
}
