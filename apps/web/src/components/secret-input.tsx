import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useCommonWords } from '../language/common-words.ts';

/** A field for a password, which can be looked at; what shows it has a name in the reader's language. */
export function SecretInput(props: PasswordInputProps) {
  const words = useCommonWords();
  return <PasswordInput visibilityToggleButtonProps={{ 'aria-label': words.showPassword }} {...props} />;
}
