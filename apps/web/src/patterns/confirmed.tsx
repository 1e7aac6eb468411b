import { useDisclosure, useMounted } from '@mantine/hooks';
import { type ComponentProps, type ReactNode, useState } from 'react';
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
  const [wasAsked, setWasAsked] = useState(false);
  return (
    <>
      {children(() => {
        act.reset();
        setWasAsked(true);
        open();
      })}
      {/* A list of hundreds of rows would make as many dialogs, for one that is asked at most. */}
      {wasAsked && (
        <Question
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
        </Question>
      )}
    </>
  );
}

/** Closed at first: the dialog gives the focus back to where it was before it saw itself open. */
function Question({ opened, ...rest }: ComponentProps<typeof ConfirmDialog> & { opened: boolean }) {
  return <ConfirmDialog opened={useMounted() && opened} {...rest} />;
}
