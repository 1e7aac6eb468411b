/** The fields that forms about accounts are made of. Each takes what `bind` gives, and what is special about it. */
import { TextInput } from '@mantine/core';
import { SecretInput } from '../../components/secret-input.tsx';
import type { FieldProps } from '../../patterns/use-call-form.ts';
import { useIdentityWords } from './identity-words.ts';

interface Special {
  readonly label?: string;
  /** Takes the focus when its dialog opens. */
  readonly 'data-autofocus'?: boolean;
}

const required = { required: true } as const;

export function NameField(props: FieldProps) {
  const words = useIdentityWords();
  return (
    <TextInput label={words.name} description={words.nameHint} autoComplete="name" {...required} {...props} />
  );
}

export function EmailField(props: FieldProps & Special & { readonly autoComplete?: 'off' }) {
  const words = useIdentityWords();
  return <TextInput label={words.email} type="email" autoComplete="username" {...required} {...props} />;
}

/** The password that somebody has. */
export function PasswordField(props: FieldProps & Special) {
  const words = useIdentityWords();
  return <SecretInput label={words.password} autoComplete="current-password" {...required} {...props} />;
}

/** One that somebody thinks up. */
export function NewPasswordField(props: FieldProps & Special) {
  const words = useIdentityWords();
  return (
    <SecretInput
      label={words.password}
      description={words.passwordHint}
      autoComplete="new-password"
      {...required}
      {...props}
    />
  );
}

/** A code of the second factor. */
export function CodeField(
  props: FieldProps & Special & { readonly inputMode?: 'text'; readonly autoFocus?: boolean },
) {
  const words = useIdentityWords().security;
  return (
    <TextInput label={words.code} inputMode="numeric" autoComplete="one-time-code" {...required} {...props} />
  );
}
