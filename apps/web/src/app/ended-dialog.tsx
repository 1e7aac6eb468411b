/** The session ended while a page was open: signing in again happens over it, so that nothing typed is lost. */

import { KernosError } from '@kernos/kernel/errors';
import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Modal, PasswordInput, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../components/failure.tsx';
import { Form } from '../components/form.tsx';
import { ask } from './api.ts';
import { begun, type Ended, useMe } from './session.ts';
import { useShellWords } from './shell-words.ts';

export function EndedDialog({ ended }: { ended: Ended }) {
  const words = useShellWords().ended;
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={ended === 'elsewhere' ? words.elsewhereTitle : words.expiredTitle}
    >
      {ended === 'elsewhere' ? (
        <Stack>
          <Text size="sm">{words.elsewhereText}</Text>
          <Button onClick={() => location.reload()}>{words.reload}</Button>
        </Stack>
      ) : (
        <SignInAgain />
      )}
    </Modal>
  );
}

function SignInAgain() {
  const words = useShellWords().ended;
  const { email } = useMe();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const signIn = useMutation({
    mutationFn: () => ask(identity.calls.login, { email, password, ...(code && { code }) }),
    onSuccess: ({ user }) => begun(user.id),
  });
  const needsCode = signIn.error instanceof KernosError && signIn.error.code.startsWith('second-factor');
  return (
    <Form onSubmit={() => signIn.mutate()}>
      <Stack>
        <Text size="sm">{words.expiredText}</Text>
        <TextInput label={words.email} value={email} readOnly autoComplete="username" />
        <PasswordInput
          label={words.password}
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          autoComplete="current-password"
          data-autofocus
        />
        {(needsCode || code !== '') && (
          <TextInput
            label={words.code}
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            autoComplete="one-time-code"
            inputMode="numeric"
          />
        )}
        {signIn.error && <Failure error={signIn.error} />}
        <Button type="submit" loading={signIn.isPending}>
          {words.signIn}
        </Button>
      </Stack>
    </Form>
  );
}
