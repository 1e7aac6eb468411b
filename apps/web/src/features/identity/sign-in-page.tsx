import { KernosError } from '@kernos/kernel/errors';
import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Paper, PasswordInput, Stack, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../../app/api.ts';
import { begun } from '../../app/session.ts';
import { Failure, fieldErrors } from '../../components/failure.tsx';
import { useTabTitle } from '../../components/page.tsx';
import { useIdentityWords } from './identity-words.ts';

const route = getRouteApi('/open/sign-in');

export function SignInPage() {
  const words = useIdentityWords().signIn;
  useTabTitle(words.title);
  const router = useRouter();
  const { next } = route.useSearch();
  const [email, setEmail] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const signIn = useMutation({
    mutationFn: () => ask(identity.calls.login, { email, password, ...(code && { code }) }),
    onSuccess: async ({ user }) => {
      await begun(user.id);
      router.history.replace(next ?? '/');
    },
  });
  const wrong = fieldErrors(signIn.error);
  const asksForCode = signIn.error instanceof KernosError && signIn.error.code === 'second-factor-required';
  return (
    <Paper w="100%" maw={380} p="xl" radius="lg">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          signIn.mutate();
        }}
      >
        <Stack>
          <Title order={1} size="h2">
            {words.title}
          </Title>
          <TextInput
            label={words.email}
            type="email"
            required
            autoComplete="username"
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
            error={wrong.email}
          />
          <PasswordInput
            label={words.password}
            required
            autoComplete="current-password"
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            error={wrong.password}
          />
          {(asksForCode || code !== '') && (
            <TextInput
              label={words.code}
              inputMode="numeric"
              autoComplete="one-time-code"
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
          )}
          {signIn.error && !asksForCode && <Failure error={signIn.error} />}
          <Button type="submit" loading={signIn.isPending}>
            {words.submit}
          </Button>
        </Stack>
      </form>
    </Paper>
  );
}
