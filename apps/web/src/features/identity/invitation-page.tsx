import { KernosError } from '@kernos/kernel/errors';
import { identity } from '@kernos/services/platform/identity/contract';
import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { ReplyTo } from '../../app/api.ts';
import { ask } from '../../app/api.ts';
import { begun, switchOrganization } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { NameField, NewPasswordField } from './account-fields.tsx';
import { EntryForm } from './entry-form.tsx';
import { useIdentityWords } from './identity-words.ts';
import { useLinkToken } from './link-token.ts';

type Preview = ReplyTo<typeof identity.calls.previewInvitation>;

export function InvitationPage() {
  const words = useIdentityWords();
  const token = useLinkToken() ?? '';
  const preview = useQuery({
    queryKey: ['invitation', token],
    queryFn: () => ask(identity.calls.previewInvitation, { token }),
    enabled: token !== '',
  });
  const unusable = (why: ReactNode) => (
    <EntryForm title={words.invitation.unusable}>
      {why}
      <ButtonLink to="/" variant="default">
        {words.verify.home}
      </ButtonLink>
    </EntryForm>
  );
  if (token === '') return unusable(<Text>{words.verify.missing}</Text>);
  return (
    <Loaded
      query={preview}
      waiting={<Skeleton height={180} maw={380} />}
      failed={(error) => unusable(<Failure error={error} />)}
    >
      {(invitation) => <Accept token={token} preview={invitation} />}
    </Loaded>
  );
}

function Accept({ token, preview }: { token: string; preview: Preview }) {
  const words = useIdentityWords();
  const { organizationName, email, hasAccount } = preview;
  const form = useCallForm(identity.calls.acceptInvitation, {
    values: { name: '', password: '' },
    input: (account) => ({ token, ...(hasAccount ? {} : account) }),
    onDone: async ({ organizationId, signedIn }) => {
      if (signedIn) await begun(signedIn.user.id);
      await switchOrganization(organizationId);
    },
  });
  const signInFirst = form.error instanceof KernosError && form.error.code === 'sign-in-first';
  const next = `/invitation#token=${encodeURIComponent(token)}`;
  return (
    <EntryForm
      title={words.invitation.title(organizationName)}
      lead={words.invitation.lead(email)}
      submit={hasAccount ? words.invitation.accept : words.invitation.create}
      form={form}
      failure={signInFirst ? null : form.failure}
    >
      {!hasAccount && (
        <>
          <NameField {...form.field('name')} />
          <NewPasswordField {...form.field('password')} />
        </>
      )}
      {signInFirst && (
        <>
          <Text role="alert" size="sm">
            {words.invitation.signInFirst}
          </Text>
          <ButtonLink to="/sign-in" search={{ next }} variant="default">
            {words.signIn.title}
          </ButtonLink>
        </>
      )}
    </EntryForm>
  );
}
