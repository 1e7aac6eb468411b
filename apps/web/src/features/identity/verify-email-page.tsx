import { identity } from '@kernos/services/platform/identity/contract';
import { Loader, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ask } from '../../app/api.ts';
import { Failure } from '../../components/failure.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { EntryForm } from './entry-form.tsx';
import { useIdentityWords } from './identity-words.ts';
import { useLinkToken } from './link-token.ts';

export function VerifyEmailPage() {
  const words = useIdentityWords().verify;
  const token = useLinkToken();
  // A query, so that a token, which works once, is sent once however often this page is drawn.
  const confirmed = useQuery({
    queryKey: ['confirm-email', token],
    queryFn: async () => {
      await ask(identity.calls.confirmEmail, { token: token ?? '' });
      return true;
    },
    enabled: token !== null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  return (
    <EntryForm title={words.title}>
      {token === null && <Text role="alert">{words.missing}</Text>}
      {token !== null && confirmed.isPending && (
        <Text role="status">
          <Loader size="xs" mr={8} />
          {words.working}
        </Text>
      )}
      {confirmed.error && <Failure error={confirmed.error} />}
      {confirmed.isSuccess && <Text role="status">{words.done}</Text>}
      {!(token !== null && confirmed.isPending) && <ButtonLink to="/">{words.home}</ButtonLink>}
    </EntryForm>
  );
}
