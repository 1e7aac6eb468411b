import { assistant } from '@kernos/services/platform/assistant/contract';
import { Box, Button, CopyButton, Group, Text, Title } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Check, Copy, KeyRound, Plus } from 'lucide-react';
import { pages } from '../../../app/api.ts';
import { Soft } from '../../../components/soft.tsx';
import { useCommonWords } from '../../../language/common-words.ts';
import { ListPage } from '../../../patterns/list-page.tsx';
import { apiAddress } from './examples.ts';
import { KeyDialog } from './key-dialog.tsx';
import { KeyExamples } from './key-examples.tsx';
import { KeyRow } from './key-row.tsx';
import styles from './keys.module.css';
import { useKeyWords } from './keys-words.ts';

export function KeysPage() {
  const words = useKeyWords();
  const [making, { open, close }] = useDisclosure(false);
  return (
    <ListPage
      lead={words.lead}
      actions={
        <Button leftSection={<Plus size={16} />} onClick={open}>
          {words.create}
        </Button>
      }
      label={words.list}
      pages={pages(assistant.calls.keys, { limit: 50 })}
      idOf={({ id }) => id}
      empty={{ icon: KeyRound, title: words.none, text: words.noneText }}
      row={(key) => <KeyRow apiKey={key} />}
      rowHeight={58}
    >
      <HowToUse />
      <KeyDialog opened={making} close={close} />
    </ListPage>
  );
}

function HowToUse() {
  const words = useKeyWords().use;
  const common = useCommonWords();
  return (
    <Box component="section" mt={44}>
      <Title order={2}>{words.title}</Title>
      <Text mt={4}>{words.text}</Text>
      <Group gap={8} my={10}>
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
      </Group>
      <Soft>{words.model}</Soft>
      <KeyExamples />
    </Box>
  );
}
