import { assistant } from '@kernos/services/platform/assistant/contract';
import { TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { queryClient } from '../../../app/api.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { FormDialog } from '../../../patterns/form-dialog.tsx';
import { useAct } from '../../../patterns/use-act.ts';
import { useCallForm } from '../../../patterns/use-call-form.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { answersQuery, type Conversation, conversationQuery } from './answer-data.ts';

const refreshes = [assistant.calls.conversations];

export function RenameDialog({ conversation, close }: { conversation: Conversation; close: () => void }) {
  const words = useAssistantWords().conversations;
  const { id: conversationId, title } = conversation;
  const form = useCallForm(assistant.calls.renameConversation, {
    values: { title },
    input: ({ title }) => ({ conversationId, title: title.trim() }),
    empties: true,
    onDone: (renamed) => {
      queryClient.setQueryData(conversationQuery(conversationId).queryKey, renamed);
      close();
    },
    refreshes,
  });
  return (
    <FormDialog close={close} title={words.rename} form={form} submit={words.save}>
      <TextInput label={words.name} data-autofocus {...form.field('title')} />
    </FormDialog>
  );
}

export function DeleteDialog({
  conversation: { id, title, answers },
  isOpen,
  close,
}: {
  conversation: Conversation;
  isOpen: boolean;
  close: () => void;
}) {
  const words = useAssistantWords().conversations;
  const navigate = useNavigate();
  const remove = useAct(assistant.calls.deleteConversation, {
    shown: true,
    onDone: async () => {
      // First away from it, or it would be asked for again.
      if (isOpen) await navigate({ to: '/ask', replace: true });
      queryClient.removeQueries({ queryKey: answersQuery(id).queryKey });
      queryClient.removeQueries({ queryKey: conversationQuery(id).queryKey });
      close();
    },
    said: words.deleted,
    refreshes,
  });
  return (
    <ConfirmDialog
      title={words.deleteTitle}
      no={words.keep}
      yes={words.deleteSure}
      doing={remove.isPending}
      error={remove.error}
      onYes={() => remove.mutate({ conversationId: id })}
      close={close}
    >
      {words.deleteText(title, answers)}
    </ConfirmDialog>
  );
}
