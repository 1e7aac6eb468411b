import { assistant } from '@kernos/services/platform/assistant/contract';
import { Button, Modal, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, refresh } from '../../../app/api.ts';
import { Failure } from '../../../components/failure.tsx';
import { useFields } from '../../../components/fields.ts';
import { SecretDialog } from '../../../components/secret-dialog.tsx';
import { KeyExamples } from './key-examples.tsx';
import { useKeyWords } from './keys-words.ts';

const DAY_MS = 86_400_000;
const endings = ['never', '30', '90', '365'] as const;
type Ending = (typeof endings)[number];

const endOf = (ending: Ending): string | undefined =>
  ending === 'never' ? undefined : new Date(Date.now() + Number(ending) * DAY_MS).toISOString();

/** Makes a key, and shows it this once with what it takes to use it. */
export function KeyDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const words = useKeyWords();
  const [made, setMade] = useState<string>();
  return (
    <>
      <Modal opened={opened} onClose={close} title={words.form.title} withCloseButton={false}>
        <KeyForm
          onMade={(key) => {
            setMade(key);
            close();
          }}
        />
      </Modal>
      <SecretDialog secret={made} words={words.secret} size="lg" close={() => setMade(undefined)}>
        {made && <KeyExamples apiKey={made} />}
      </SecretDialog>
    </>
  );
}

function KeyForm({ onMade }: { onMade: (key: string) => void }) {
  const words = useKeyWords().form;
  const fields = useFields({ name: '' });
  const [ending, setEnding] = useState<Ending>('never');
  const create = useMutation({
    mutationFn: () => {
      const expiresAt = endOf(ending);
      return ask(assistant.calls.createKey, { ...fields.values, ...(expiresAt && { expiresAt }) });
    },
    onSuccess: ({ key }) => {
      onMade(key);
      return refresh(assistant.calls.keys);
    },
  });
  const bind = fields.bind(create.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        create.mutate();
      }}
    >
      <Stack>
        <TextInput
          label={words.name}
          description={words.nameHint}
          maxLength={100}
          data-autofocus
          required
          withAsterisk={false}
          {...bind('name')}
        />
        <NativeSelect
          label={words.ends}
          data={endings.map((value) => ({ value, label: words.after[value] }))}
          value={ending}
          onChange={({ currentTarget: { value } }) =>
            setEnding(endings.find((one) => one === value) ?? 'never')
          }
        />
        {create.error && <Failure error={create.error} />}
        <Button type="submit" loading={create.isPending}>
          {words.submit}
        </Button>
      </Stack>
    </form>
  );
}
