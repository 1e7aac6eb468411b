import { KernosError } from '@kernos/kernel/errors';
import { identity } from '@kernos/services/platform/identity/contract';
import { Anchor } from '@mantine/core';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { begun } from '../../app/session.ts';
import { TextLink } from '../../components/link.tsx';
import { Soft } from '../../components/soft.tsx';
import { type FieldProps, useCallForm } from '../../patterns/use-call-form.ts';
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
  const form = useCallForm(identity.calls.login, {
    values: { email: '', password: '', secret: '' },
    input: ({ email, password, secret }) => ({ email, password, ...(factor && { [factor]: secret.trim() }) }),
    onDone: async ({ user }) => {
      await begun(user.id);
      router.history.replace(next ?? '/');
    },
  });
  const isAsked = isAskedForFactor(form.error);
  useEffect(() => {
    if (isAsked) setFactor('code');
  }, [isAsked]);
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
      form={form}
      failure={isAsked ? null : form.failure}
      foot={foot}
    >
      <EmailField {...form.field('email')} />
      <PasswordField {...form.field('password')} />
      {factor && <SecondFactor factor={factor} choose={setFactor} input={form.field('secret')} />}
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
      {!byApp && <Soft mt={6}>{words.lostBoth}</Soft>}
    </div>
  );
}
