import { enrollments } from '@kernos/services/learning/enrollments/contract';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { UserPlus } from 'lucide-react';
import { FormDialog } from '../../patterns/form-dialog.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { EmailField } from '../identity/account-fields.tsx';
import { useStudioWords } from './studio-words.ts';

/** Gives a member of the organization a seat. */
export function InviteLearner({ courseId }: { courseId: string }) {
  const words = useStudioWords().roster;
  const [opened, { open, close }] = useDisclosure(false);
  return (
    <>
      <Button variant="default" leftSection={<UserPlus size={16} />} onClick={open}>
        {words.invite}
      </Button>
      {opened && <InviteDialog courseId={courseId} close={close} />}
    </>
  );
}

function InviteDialog({ courseId, close }: { courseId: string; close: () => void }) {
  const words = useStudioWords().roster;
  const form = useCallForm(enrollments.calls.invite, {
    values: { email: '' },
    input: ({ email }) => ({ courseId, email }),
    empties: true,
    onDone: close,
    said: ({ status }) => (status === 'active' ? words.invited : words.inviteWaits),
    refreshes: [enrollments.calls.learners],
  });
  return (
    <FormDialog
      opened
      close={close}
      title={words.inviteTitle}
      lead={words.inviteText}
      form={form}
      submit={words.inviteSend}
    >
      <EmailField autoComplete="off" data-autofocus {...form.field('email')} />
    </FormDialog>
  );
}
