import { assistant } from '@kernos/services/platform/assistant/contract';
import { useMutation } from '@tanstack/react-query';
import { ask, refresh } from '../../../app/api.ts';
import { offerUndo, sayFailure } from '../../../components/undo.tsx';
import { useCommonWords } from '../../../language/common-words.ts';
import { useAdminWords } from './admin-words.ts';
import { type Template, versionsOf } from './template-data.ts';

const again = () => refresh(assistant.calls.templates);

/** Lets a version answer, or takes it back; either can be undone. `all`: every version there is. */
export function useActivation(all: readonly Template[]) {
  const words = useAdminWords().instructions;
  const common = useCommonWords();
  const offer = (message: string, undo: () => Promise<unknown>) =>
    offerUndo(message, common.undo, () => undo().then(again, sayFailure), 'assistant-template');
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
    onError: sayFailure,
  });
  const takeBack = useMutation({
    mutationFn: ({ id }: Template) => ask(assistant.calls.deactivateTemplate, { templateId: id }),
    onSuccess: async (_, { id }) => {
      offer(words.takenBack, () => ask(assistant.calls.activateTemplate, { templateId: id }));
      await again();
    },
    onError: sayFailure,
  });
  return { activate, takeBack };
}
