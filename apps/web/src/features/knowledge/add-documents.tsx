/** Adds documents: files that are dropped or chosen, and addresses. */

import { knowledge } from '@kernos/services/platform/knowledge/contract';
import { Anchor, Group, NativeSelect, Progress, Stack, Text, TextInput } from '@mantine/core';
import { FileUp } from 'lucide-react';
import { useState } from 'react';
import { refresh } from '../../app/api.ts';
import { upload } from '../../app/upload.ts';
import { DropArea } from '../../components/drop-area.tsx';
import { FileChoice } from '../../components/file-choice.tsx';
import { Soft } from '../../components/soft.tsx';
import { sayFailed } from '../../components/undo.tsx';
import { messageOf } from '../../language/problems.ts';
import { FormBody } from '../../patterns/form-body.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import styles from './documents.module.css';
import { useKnowledgeWords } from './knowledge-words.ts';
import { type Placement, PlacementChoice, placed } from './placement.tsx';

export function AddDocuments() {
  const [placement, setPlacement] = useState<Placement>({ courseId: '', visibility: 'organization' });
  return (
    <Stack gap="sm">
      <SendFiles placement={placement} />
      <PlacementChoice placement={placement} choose={setPlacement} />
      <AddressForm placement={placement} />
    </Stack>
  );
}

function useSending(placement: Placement) {
  const words = useKnowledgeWords();
  const [sending, setSending] = useState<{ name: string; share: number }>();
  const send = async (files: readonly File[]): Promise<void> => {
    // One after the other: each shows how far it is, and one that is refused holds up no other.
    for (const file of files) {
      setSending({ name: file.name, share: 0 });
      const fields = { ...placed(placement), file: { blob: file, fileName: file.name } };
      const onProgress = (share: number) => setSending({ name: file.name, share });
      try {
        await upload(knowledge.calls.upload, {}, fields, { onProgress });
      } catch (error) {
        sayFailed(`${words.add.failed(file.name)} ${error instanceof Error ? messageOf(error) : ''}`);
      }
      await refresh(knowledge.calls.documents);
    }
    setSending(undefined);
  };
  return { sending, send };
}

function SendFiles({ placement }: { placement: Placement }) {
  const words = useKnowledgeWords().add;
  const { sending, send } = useSending(placement);
  return (
    <DropArea className={styles.drop} onDrop={({ files }) => void send([...files])}>
      <FileUp size={28} strokeWidth={1.3} />
      <Group gap={6} justify="center">
        <Text>{words.drop}</Text>
        <Text c="dimmed">{words.or}</Text>
        <FileChoice onChoose={(files) => void send(files)}>
          {(open) => (
            <Anchor component="button" type="button" onClick={open}>
              {words.choose}
            </Anchor>
          )}
        </FileChoice>
      </Group>
      <Soft>{words.kinds}</Soft>
      <div role="status" style={{ width: '100%', maxWidth: 340 }}>
        {sending && (
          <>
            <Text size="sm">{words.sending(sending.name, Math.round(sending.share * 100))}</Text>
            <Progress value={sending.share * 100} aria-label={sending.name} />
          </>
        )}
      </div>
    </DropArea>
  );
}

function AddressForm({ placement }: { placement: Placement }) {
  const words = useKnowledgeWords();
  const form = useCallForm(knowledge.calls.addAddress, {
    values: { address: '', hours: '' },
    input: ({ address, hours }) => ({
      address: address.trim(),
      ...placed(placement),
      ...(hours && { refreshHours: Number(hours) }),
    }),
    empties: true,
    said: words.address.added,
    refreshes: [knowledge.calls.documents],
  });
  return (
    <FormBody form={form} submit={words.address.add} quiet>
      <Group gap="xs" align="start">
        <TextInput
          type="url"
          label={words.address.label}
          placeholder="https://"
          w={{ base: '100%', sm: 360 }}
          {...form.field('address')}
        />
        <NativeSelect
          label={words.address.refresh}
          data={[
            { value: '', label: words.address.never },
            { value: '24', label: words.address.daily },
            { value: '168', label: words.address.weekly },
            { value: '720', label: words.address.monthly },
          ]}
          {...form.plain('hours')}
        />
      </Group>
    </FormBody>
  );
}
