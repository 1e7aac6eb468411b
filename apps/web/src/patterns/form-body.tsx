import { Button, Group, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '../components/failure.tsx';
import { LeaveGuard } from '../components/leave-guard.tsx';
import { ClashChoice } from './clash-choice.tsx';
import { usePatternWords } from './pattern-words.ts';
import type { FormState } from './use-call-form.ts';

export interface FormBodyProps {
  readonly form: FormState;
  /** On the button. */
  readonly submit: string;
  /** What fields are called, where a choice between two versions of them may have to be shown. */
  readonly names?: Readonly<Record<string, string>>;
  /** Beside the button. */
  readonly beside?: ReactNode;
  /** How the button looks and where it stands. */
  readonly quiet?: boolean;
  readonly disabled?: boolean;
  readonly children: ReactNode;
}

/** Fields below each other, what went wrong, and the button that sends them. */
export function FormBody({ form, submit, names = {}, beside, quiet, disabled, children }: FormBodyProps) {
  const words = usePatternWords().form;
  const blocked = disabled || form.clash !== undefined;
  return (
    <form
      ref={form.element}
      // What is wrong is said below the field, in the reader's language.
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked) form.submit();
      }}
    >
      {/* Sending it may lead on by itself. */}
      <LeaveGuard unsaved={form.canDiscard && !form.isPending} />
      <Stack>
        {children}
        {form.clash && <ClashChoice form={form} names={names} />}
        {form.failure && <Failure error={form.failure} />}
        <Group>
          <Button
            type="submit"
            loading={form.isPending}
            // Not `disabled`: it has the focus when what it saved leaves nothing to save, and must not lose it.
            {...(blocked && { 'data-disabled': true, 'aria-disabled': true })}
            {...(quiet && { variant: 'default' })}
          >
            {submit}
          </Button>
          {form.canDiscard && (
            <Button variant="subtle" color="gray" onClick={form.reset}>
              {words.discard}
            </Button>
          )}
          {beside}
        </Group>
      </Stack>
    </form>
  );
}
