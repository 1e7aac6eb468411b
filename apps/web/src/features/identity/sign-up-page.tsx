import { identity } from '@kernos/services/platform/identity/contract';
import { getRouteApi, useRouter } from '@tanstack/react-router';
import { begun } from '../../app/session.ts';
import { TextLink } from '../../components/link.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { EmailField, NameField, NewPasswordField } from './account-fields.tsx';
import { EntryForm } from './entry-form.tsx';
import { useIdentityWords } from './identity-words.ts';

const route = getRouteApi('/open/sign-up');

export function SignUpPage() {
  const words = useIdentityWords();
  const router = useRouter();
  const { next } = route.useSearch();
  const form = useCallForm(identity.calls.register, {
    values: { name: '', email: '', password: '' },
    onDone: async ({ user }) => {
      await begun(user.id);
      router.history.replace(next ?? '/');
    },
  });
  return (
    <EntryForm
      title={words.signUp.title}
      submit={words.signUp.submit}
      form={form}
      foot={
        <span>
          {words.signUp.haveOne}{' '}
          <TextLink to="/sign-in" search={next ? { next } : {}} inherit>
            {words.signIn.title}
          </TextLink>
        </span>
      }
    >
      <NameField {...form.field('name')} />
      <EmailField {...form.field('email')} />
      <NewPasswordField {...form.field('password')} />
    </EntryForm>
  );
}
