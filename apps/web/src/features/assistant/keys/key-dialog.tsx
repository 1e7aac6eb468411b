import { assistant } from '@kernos/services/platform/assistant/contract';
import { NativeSelect, TextInput } from '@mantine/core';
import { useState } from 'react';
import { SecretDialog } from '../../../components/secret-dialog.tsx';
import { FormDialog } from '../../../patterns/form-dialog.tsx';
import { useCallForm } from '../../../patterns/use-call-form.ts';
import { KeyExamples } from './key-examples.tsx';
import { useKeyWords } from './keys-words.ts';

const DAY_MS = 86_400_000;
const endings = ['never', '30', '90', '365'] as const;
type Ending = (typeof endings)[number];

const endOf = (ending: Ending): string | undefined =>
  ending === 'never' ? undefined : new Date(Date.now() + Number(ending) * DAY_MS).toISOString();

/** Makes a key, and shows it this once with what it takes to use it. */
export function KeyDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const all = useKeyWords();
  const words = all.form;
  const [made, setMade] = useState<string>();
  const form = useCallForm(assistant.calls.createKey, {
    values: { name: '', ending: 'never' as Ending },
    input: ({ name, ending }) => {
      const expiresAt = endOf(ending);
      return { name, ...(expiresAt && { expiresAt }) };
    },
    empties: true,
    onDone: ({ key }) => {
      setMade(key);
      close();
    },
    refreshes: [assistant.calls.keys],
  });
  return (
    <>
      <FormDialog opened={opened} close={close} title={words.title} form={form} submit={words.submit}>
        <TextInput label={words.name} description={words.nameHint} data-autofocus {...form.field('name')} />
        <NativeSelect
          label={words.ends}
          data={endings.map((value) => ({ value, label: words.after[value] }))}
          {...form.plain('ending')}
        />
      </FormDialog>
      <SecretDialog secret={made} words={all.secret} size="lg" close={() => setMade(undefined)}>
        {made && <KeyExamples apiKey={made} />}
      </SecretDialog>
    </>
  );
}
