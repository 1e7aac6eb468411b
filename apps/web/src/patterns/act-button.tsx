import { Button, type ButtonProps } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Act } from './use-act.ts';

/** A button that does something by itself, and shows that it is under way. */
export function ActButton<Input>({
  act,
  input,
  onSuccess,
  ...button
}: ButtonProps & {
  act: Act<Input>;
  input: Input;
  onSuccess?: () => void;
  'aria-label'?: string;
  children: ReactNode;
}) {
  return (
    <Button
      loading={act.isPending}
      onClick={() => act.mutate(input, { ...(onSuccess && { onSuccess }) })}
      {...button}
    />
  );
}
