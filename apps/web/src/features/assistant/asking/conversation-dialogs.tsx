import { assistant } from '@kernos/services/platform/assistant/contract';
import { Button, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, queryClient, refresh } from '../../../app/api.ts';
import { ConfirmDialog } from '../../../components/confirm-dialog.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Form } from '../../../components/form.tsx';
import { say } from '../../../components/undo.tsx';
import { fieldErrors } from '../../../language/problems.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { answersQuery, type Conversation, conversationQuery } from './answer-data.ts';

export function RenameDialog({ conversation, close }: { conversation: Conversation; close: () => void }) {
  const words = useAssistantWords().conversations;
  const [title, setTitle] = useState(conversation.title);
  const rename = useMutation({
    mutationFn: () =>
      ask(assistant.calls.renameConversation, { conversationId: conversation.id, title: title.trim() }),
    onSuccess: async (renamed) => {
      queryClient.setQueryData(conversationQuery(conversation.id).queryKey, renamed);
      await refresh(assistant.calls.conversations);
      close();
    },
  });
  return (
    <Dialog close={close} title={words.rename}>
      <Form onSubmit={() => rename.mutate()}>
        <Stack>
          <TextInput
            label={words.name}
            value={title}
            maxLength={200}
            required
            data-autofocus
            error={fieldErrors(rename.error).title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          {rename.error && <Failure error={rename.error} />}
          <Button type="submit" loading={rename.isPending} style={{ alignSelf: 'end' }}>
            {words.save}
          </Button>
        </Stack>
      </Form>
    </Dialog>
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
  const remove = useMutation({
    mutationFn: () => ask(assistant.calls.deleteConversation, { conversationId: id }),
    onSuccess: async () => {
      // First away from it, or it would be asked for again.
      if (isOpen) await navigate({ to: '/ask', replace: true });
      queryClient.removeQueries({ queryKey: answersQuery(id).queryKey });
      queryClient.removeQueries({ queryKey: conversationQuery(id).queryKey });
      say(words.deleted);
      await refresh(assistant.calls.conversations);
      close();
    },
  });
  return (
    <ConfirmDialog
      title={words.deleteTitle}
      no={words.keep}
      yes={words.deleteSure}
      doing={remove.isPending}
      error={remove.error}
      onYes={() => remove.mutate()}
      close={close}
    >
      {words.deleteText(title, answers)}
    </ConfirmDialog>
  );
}
