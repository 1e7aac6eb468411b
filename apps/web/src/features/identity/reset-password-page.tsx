import { identity } from '@kernos/services/platform/identity/contract';
import { Text } from '@mantine/core';
import { useState } from 'react';
import { ButtonLink } from '../../components/link.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { EmailField, NewPasswordField } from './account-fields.tsx';
import { EntryForm } from './entry-form.tsx';
import { useIdentityWords } from './identity-words.ts';
import { useLinkToken } from './link-token.ts';

/** Asks for a link; with the token of such a link, takes the new password. */
export function ResetPasswordPage() {
  const token = useLinkToken();
  return token === null ? <AskForLink /> : <ChoosePassword token={token} />;
}

function AskForLink() {
  const words = useIdentityWords();
  const [done, setDone] = useState<{ sent: boolean }>();
  const form = useCallForm(identity.calls.requestPasswordReset, { values: { email: '' }, onDone: setDone });
  if (done) {
    return (
      <EntryForm title={words.reset.title}>
        <Text role="status">{done.sent ? words.reset.sent : words.noMail}</Text>
        <ButtonLink to="/sign-in" variant="default">
          {words.reset.toSignIn}
        </ButtonLink>
      </EntryForm>
    );
  }
  return (
    <EntryForm title={words.reset.title} lead={words.reset.lead} submit={words.reset.request} form={form}>
      <EmailField {...form.field('email')} />
    </EntryForm>
  );
}

function ChoosePassword({ token }: { token: string }) {
  const words = useIdentityWords();
  const form = useCallForm(identity.calls.confirmPasswordReset, {
    values: { password: '' },
    input: ({ password }) => ({ token, password }),
  });
  if (form.isSent) {
    return (
      <EntryForm title={words.reset.title}>
        <Text role="status">{words.reset.done}</Text>
        <ButtonLink to="/sign-in">{words.reset.toSignIn}</ButtonLink>
      </EntryForm>
    );
  }
  return (
    <EntryForm title={words.reset.title} submit={words.reset.submit} form={form}>
      <NewPasswordField label={words.newPassword} {...form.field('password')} />
    </EntryForm>
  );
}
