import { identity } from '@kernos/services/platform/identity/contract';
import { useMutation } from '@tanstack/react-query';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { ask } from '../../app/api.ts';
import { begun } from '../../app/session.ts';
import { useFields } from '../../components/fields.ts';
import { TextLink } from '../../components/link.tsx';
import { EmailField, NameField, NewPasswordField } from './account-fields.tsx';
import { EntryForm } from './entry-form.tsx';
import { useIdentityWords } from './identity-words.ts';

const route = getRouteApi('/open/sign-up');

export function SignUpPage() {
  const words = useIdentityWords();
  const router = useRouter();
  const { next } = route.useSearch();
  const fields = useFields({ name: '', email: '', password: '' });
  const signUp = useMutation({
    mutationFn: () => ask(identity.calls.register, fields.values),
    onSuccess: async ({ user }) => {
      await begun(user.id);
      router.history.replace(next ?? '/');
    },
  });
  const bind = fields.bind(signUp.error);
  return (
    <EntryForm
      title={words.signUp.title}
      submit={words.signUp.submit}
      pending={signUp.isPending}
      error={signUp.error}
      onSubmit={() => signUp.mutate()}
      foot={
        <span>
          {words.signUp.haveOne}{' '}
          <TextLink to="/sign-in" search={next ? { next } : {}} inherit>
            {words.signIn.title}
          </TextLink>
        </span>
      }
    >
      <NameField {...bind('name')} />
      <EmailField {...bind('email')} />
      <NewPasswordField {...bind('password')} />
    </EntryForm>
  );
}
