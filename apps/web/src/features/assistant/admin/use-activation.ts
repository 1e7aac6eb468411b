import { assistant } from '@kernos/services/platform/assistant/contract';
import { useMutation } from '@tanstack/react-query';
import { ask, refresh } from '../../../app/api.ts';
import { useShellWords } from '../../../app/shell-words.ts';
import { offerUndo, sayFailed } from '../../../components/undo.tsx';
import { useAdminWords } from './admin-words.ts';
import { type Template, versionsOf } from './template-data.ts';

const again = () => refresh(assistant.calls.templates);

/** Lets a version answer, or takes it back; either can be undone. `all`: every version there is. */
export function useActivation(all: readonly Template[]) {
  const words = useAdminWords().instructions;
  const shell = useShellWords();
  const offer = (message: string, undo: () => Promise<unknown>) =>
    offerUndo(
      message,
      shell.undo,
      () => undo().then(again, (error: Error) => sayFailed(error.message)),
      'assistant-template',
    );
  const activate = useMutation({
    mutationFn: ({ id }: Template) => ask(assistant.calls.activateTemplate, { templateId: id }),
    onSuccess: async (_, template) => {
      const before = versionsOf(all, template.kind, template.level).find(({ active }) => active);
      offer(words.activated(words.version(template.version)), () =>
        before
          ? ask(assistant.calls.activateTemplate, { templateId: before.id })
          : ask(assistant.calls.deactivateTemplate, { templateId: template.id }),
      );
      await again();
    },
    onError: (error) => sayFailed(error.message),
  });
  const takeBack = useMutation({
    mutationFn: ({ id }: Template) => ask(assistant.calls.deactivateTemplate, { templateId: id }),
    onSuccess: async (_, { id }) => {
      offer(words.takenBack, () => ask(assistant.calls.activateTemplate, { templateId: id }));
      await again();
    },
    onError: (error) => sayFailed(error.message),
  });
  return { activate, takeBack };
}
