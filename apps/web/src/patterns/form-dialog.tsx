import type { ReactNode } from 'react';
import { Dialog } from '../components/dialog.tsx';
import { Soft } from '../components/soft.tsx';
import { FormBody, type FormBodyProps } from './form-body.tsx';

/** A form over the page; what was filled in and not sent is gone once it is closed, which a slip beside it does not do. */
export function FormDialog({
  opened = true,
  title,
  lead,
  close,
  children,
  ...body
}: FormBodyProps & {
  readonly opened?: boolean;
  readonly title: string;
  readonly lead?: ReactNode;
  readonly close: () => void;
}) {
  const { form } = body;
  return (
    <Dialog
      opened={opened}
      title={title}
      closeOnClickOutside={!form.dirty}
      close={() => {
        form.reset();
        close();
      }}
    >
      <FormBody {...body}>
        {lead && <Soft>{lead}</Soft>}
        {children}
      </FormBody>
    </Dialog>
  );
}
