import { type ChangeEvent, useState } from 'react';
import { fieldErrors } from '../language/problems.ts';

/** What an input of Mantine takes. */
export interface FieldProps {
  readonly name: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onChange: (event: ChangeEvent<HTMLInputElement>) => void;
}

/**
 * The text fields of a form. `bind(error)` gives what each input needs: its text, and under it what the server
 * said about that field, where the last sending came to `error`.
 */
export function useFields<T extends Record<string, string>>(initial: T) {
  const [values, setValues] = useState(initial);
  const bind = (error: Error | null) => {
    const wrong = fieldErrors(error);
    return (name: keyof T & string): FieldProps => ({
      name,
      value: values[name] ?? '',
      error: wrong[name],
      onChange: (event) => {
        const { value } = event.currentTarget;
        setValues((before) => ({ ...before, [name]: value }));
      },
    });
  };
  return { values, bind, reset: () => setValues(initial) };
}
