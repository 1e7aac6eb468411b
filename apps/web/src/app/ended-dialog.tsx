/** The session ended while a page was open: signing in again happens over it, so that nothing typed is lost. */

import { KernosError } from '@kernos/kernel/errors';
import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../components/failure.tsx';
import { Form } from '../components/form.tsx';
import { SecretInput } from '../components/secret-input.tsx';
import { ask, shownOrganization } from './api.ts';
import { begun, type Ended, switchBack, useMe } from './session.ts';
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
      title={words.titles[ended]}
    >
      {ended === 'expired' && <SignInAgain />}
      {ended === 'switched' && <Switched />}
      {ended === 'elsewhere' && (
        <Stack>
          <Text size="sm">{words.elsewhereText}</Text>
          <Button onClick={() => location.reload()}>{words.reload}</Button>
        </Stack>
      )}
    </Modal>
  );
}

function Switched() {
  const words = useShellWords().ended;
  const shown = useMe().organizations.find(({ id }) => id === shownOrganization());
  const back = useMutation({ mutationFn: switchBack });
  return (
    <Stack>
      <Text size="sm">{shown ? words.switchedText(shown.name) : words.switchedAway}</Text>
      {back.error && <Failure error={back.error} />}
      {shown && (
        <Button loading={back.isPending} onClick={() => back.mutate()}>
          {words.back(shown.name)}
        </Button>
      )}
      <Button variant="default" onClick={() => location.reload()}>
        {words.reload}
      </Button>
    </Stack>
  );
}

function SignInAgain() {
  const words = useShellWords().ended;
  const { email } = useMe();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const signIn = useMutation({
    mutationFn: () =>
      ask(identity.calls.login, { email, password, ...(code && { code }) }, { anyOrganization: true }),
    onSuccess: ({ user }) => begun(user.id),
  });
  const needsCode = signIn.error instanceof KernosError && signIn.error.code.startsWith('second-factor');
  return (
    <Form onSubmit={() => signIn.mutate()}>
      <Stack>
        <Text size="sm">{words.expiredText}</Text>
        <TextInput label={words.email} value={email} readOnly autoComplete="username" />
        <SecretInput
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
