import { assistant } from '@kernos/services/platform/assistant/contract';
import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { ask, queryClient, refresh } from '../../../app/api.ts';
import { Failure, fieldErrors } from '../../../components/failure.tsx';
import { say } from '../../../components/undo.tsx';
import { useAssistantWords } from '../assistant-words.ts';
import { answersQuery, type Conversation, conversationQuery } from './answer-data.ts';

export function RenameDialog({ conversation, close }: { conversation: Conversation; close: () => void }) {
  const words = useAssistantWords();
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
    <Modal
      opened
      onClose={close}
      title={words.conversations.rename}
      closeButtonProps={{ 'aria-label': words.panel.close }}
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          rename.mutate();
        }}
      >
        <Stack>
          <TextInput
            label={words.conversations.name}
            value={title}
            maxLength={200}
            required
            data-autofocus
            error={fieldErrors(rename.error).title}
            onChange={(event) => setTitle(event.currentTarget.value)}
          />
          {rename.error && <Failure error={rename.error} />}
          <Button type="submit" loading={rename.isPending} style={{ alignSelf: 'end' }}>
            {words.conversations.save}
          </Button>
        </Stack>
      </form>
    </Modal>
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
  const words = useAssistantWords();
  const navigate = useNavigate();
  const remove = useMutation({
    mutationFn: () => ask(assistant.calls.deleteConversation, { conversationId: id }),
    onSuccess: async () => {
      // First away from it, or it would be asked for again.
      if (isOpen) await navigate({ to: '/ask', replace: true });
      queryClient.removeQueries({ queryKey: answersQuery(id).queryKey });
      queryClient.removeQueries({ queryKey: conversationQuery(id).queryKey });
      say(words.conversations.deleted);
      await refresh(assistant.calls.conversations);
      close();
    },
  });
  return (
    <Modal
      opened
      onClose={close}
      title={words.conversations.deleteTitle}
      closeButtonProps={{ 'aria-label': words.panel.close }}
    >
      <Stack>
        <Text size="sm">{words.conversations.deleteText(title, answers)}</Text>
        {remove.error && <Failure error={remove.error} />}
        <Group justify="end" gap="xs">
          <Button variant="default" onClick={close} data-autofocus>
            {words.conversations.keep}
          </Button>
          <Button color="red" loading={remove.isPending} onClick={() => remove.mutate()}>
            {words.conversations.deleteSure}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
