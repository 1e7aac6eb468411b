import { identity } from '@kernos/services/platform/identity/contract';
import { Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../app/api.ts';
import { useFields } from '../../components/fields.ts';
import { ButtonLink } from '../../components/link.tsx';
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
  const fields = useFields({ email: '' });
  const request = useMutation({
    mutationFn: () => ask(identity.calls.requestPasswordReset, fields.values),
  });
  const bind = fields.bind(request.error);
  if (request.isSuccess) {
    return (
      <EntryForm title={words.reset.title}>
        <Text role="status">{words.reset.sent}</Text>
      </EntryForm>
    );
  }
  return (
    <EntryForm
      title={words.reset.title}
      lead={words.reset.lead}
      submit={words.reset.request}
      pending={request.isPending}
      error={request.error}
      onSubmit={() => request.mutate()}
    >
      <EmailField {...bind('email')} />
    </EntryForm>
  );
}

function ChoosePassword({ token }: { token: string }) {
  const words = useIdentityWords();
  const fields = useFields({ password: '' });
  const reset = useMutation({
    mutationFn: () => ask(identity.calls.confirmPasswordReset, { token, ...fields.values }),
  });
  const bind = fields.bind(reset.error);
  if (reset.isSuccess) {
    return (
      <EntryForm title={words.reset.title}>
        <Text role="status">{words.reset.done}</Text>
        <ButtonLink to="/sign-in">{words.reset.toSignIn}</ButtonLink>
      </EntryForm>
    );
  }
  return (
    <EntryForm
      title={words.reset.title}
      submit={words.reset.submit}
      pending={reset.isPending}
      error={reset.error}
      onSubmit={() => reset.mutate()}
    >
      <NewPasswordField label={words.newPassword} {...bind('password')} />
    </EntryForm>
  );
}
