import { assistant } from '@kernos/services/platform/assistant/contract';
import { Button, CopyButton, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Check, Copy, KeyRound, Plus } from 'lucide-react';
import { useState } from 'react';
import { query } from '../../../app/api.ts';
import { Empty } from '../../../components/empty.tsx';
import { Loaded } from '../../../components/loaded.tsx';
import { RowsSkeleton } from '../../../components/skeletons.tsx';
import { useCommonWords } from '../../../language/common-words.ts';
import { apiAddress } from './examples.ts';
import { KeyDialog } from './key-dialog.tsx';
import { KeyExamples } from './key-examples.tsx';
import { KeyRow } from './key-row.tsx';
import styles from './keys.module.css';
import { useKeyWords } from './keys-words.ts';

/** More than a person can have. */
const ALL = 100;

export function KeysPage() {
  const words = useKeyWords();
  const keys = useQuery(query(assistant.calls.keys, { limit: ALL }));
  const [making, setMaking] = useState(false);
  const items = keys.data?.items ?? [];
  const make = (
    <Button leftSection={<Plus size={16} aria-hidden="true" />} onClick={() => setMaking(true)}>
      {words.create}
    </Button>
  );
  return (
    <>
      <div className={styles.lead}>
        <Text maw="56ch">{words.lead}</Text>
        {items.length > 0 && make}
      </div>
      <Loaded query={keys} waiting={<RowsSkeleton rows={3} height={58} />}>
        {() =>
          items.length === 0 ? (
            <Empty icon={KeyRound} title={words.none} action={make}>
              {words.noneText}
            </Empty>
          ) : (
            <ul className={styles.list} aria-label={words.list}>
              {items.map((key) => (
                <KeyRow key={key.id} apiKey={key} />
              ))}
            </ul>
          )
        }
      </Loaded>
      <HowToUse />
      <KeyDialog opened={making} close={() => setMaking(false)} />
    </>
  );
}

function HowToUse() {
  const words = useKeyWords().use;
  const common = useCommonWords();
  return (
    <section className={styles.use}>
      <Title order={2}>{words.title}</Title>
      <Text mt={4}>{words.text}</Text>
      <div className={styles.address}>
        <code className={styles.value} title={words.address}>
          {apiAddress()}
        </code>
        <CopyButton value={apiAddress()}>
          {({ copied, copy }) => (
            <Button
              size="xs"
              variant="default"
              leftSection={copied ? <Check size={14} /> : <Copy size={14} />}
              onClick={copy}
            >
              {copied ? common.copied : common.copy}
            </Button>
          )}
        </CopyButton>
      </div>
      <Text size="sm" c="dimmed">
        {words.model}
      </Text>
      <KeyExamples />
    </section>
  );
}
