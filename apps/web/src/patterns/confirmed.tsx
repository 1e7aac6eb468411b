import { useDisclosure } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import type { Act } from './use-act.ts';

/** Something that is asked about before it is done. `children` gets what opens the question, for a button. */
export function Confirmed<Input>({
  act,
  input,
  title,
  text,
  no,
  yes,
  harmless,
  children,
}: {
  /** To be made with `shown`: the question stays open with what it was refused for. */
  act: Act<Input>;
  input: Input;
  title: string;
  /** What will come of it. */
  text: ReactNode;
  no: string;
  yes: string;
  harmless?: boolean;
  children: (open: () => void) => ReactNode;
}) {
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      {children(() => {
        act.reset();
        open();
      })}
      <ConfirmDialog
        opened={opened}
        title={title}
        no={no}
        yes={yes}
        {...(harmless && { harmless })}
        doing={act.isPending}
        error={act.error}
        onYes={() => act.mutate(input, { onSuccess: close })}
        close={close}
      >
        {text}
      </ConfirmDialog>
    </>
  );
}
