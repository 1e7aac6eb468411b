import { KernosError } from '@kernos/kernel/errors';
import { identity } from '@kernos/services/platform/identity/contract';
import { Anchor } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useState } from 'react';
import { ask } from '../../app/api.ts';
import { begun } from '../../app/session.ts';
import { type FieldProps, useFields } from '../../components/fields.ts';
import { TextLink } from '../../components/link.tsx';
import { CodeField, EmailField, PasswordField } from './account-fields.tsx';
import { EntryForm } from './entry-form.tsx';
import { useIdentityWords } from './identity-words.ts';

const route = getRouteApi('/open/sign-in');
type Factor = 'code' | 'recoveryCode';

export function SignInPage() {
  const words = useIdentityWords();
  const router = useRouter();
  const { next } = route.useSearch();
  const [factor, setFactor] = useState<Factor>();
  const fields = useFields({ email: '', password: '', secret: '' });
  const signIn = useMutation({
    mutationFn: () => {
      const { email, password, secret } = fields.values;
      return ask(identity.calls.login, { email, password, ...(factor && { [factor]: secret.trim() }) });
    },
    onSuccess: async ({ user }) => {
      await begun(user.id);
      router.history.replace(next ?? '/');
    },
    onError: (error) => {
      if (isAskedForFactor(error)) setFactor('code');
    },
  });
  const bind = fields.bind(signIn.error);
  const foot = (
    <>
      <TextLink to="/reset-password" inherit>
        {words.signIn.forgotten}
      </TextLink>
      <span>
        {words.signIn.noAccount}{' '}
        <TextLink to="/sign-up" search={next ? { next } : {}} inherit>
          {words.signIn.signUp}
        </TextLink>
      </span>
    </>
  );
  return (
    <EntryForm
      title={words.signIn.title}
      submit={words.signIn.submit}
      pending={signIn.isPending}
      error={isAskedForFactor(signIn.error) ? null : signIn.error}
      onSubmit={() => signIn.mutate()}
      foot={foot}
    >
      <EmailField {...bind('email')} />
      <PasswordField {...bind('password')} />
      {factor && <SecondFactor factor={factor} choose={setFactor} input={bind('secret')} />}
    </EntryForm>
  );
}

const isAskedForFactor = (error: Error | null): boolean =>
  error instanceof KernosError && error.code === 'second-factor-required';

function SecondFactor({
  factor,
  choose,
  input,
}: {
  factor: Factor;
  choose: (factor: Factor) => void;
  input: FieldProps;
}) {
  const words = useIdentityWords().signIn;
  const byApp = factor === 'code';
  return (
    <div>
      <CodeField
        label={byApp ? words.code : words.recoveryCode}
        {...(!byApp && { inputMode: 'text' })}
        autoFocus
        {...input}
      />
      <Anchor
        component="button"
        type="button"
        size="sm"
        mt={6}
        onClick={() => choose(byApp ? 'recoveryCode' : 'code')}
      >
        {byApp ? words.useRecovery : words.useCode}
      </Anchor>
    </div>
  );
}
