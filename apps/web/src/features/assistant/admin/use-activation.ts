import { assistant } from '@kernos/services/platform/assistant/contract';
import { ask } from '../../../app/api.ts';
import { useAct } from '../../../patterns/use-act.ts';
import { useAdminWords } from './admin-words.ts';
import { type Template, versionsOf } from './template-data.ts';

const { activateTemplate, deactivateTemplate } = assistant.calls;
const common = { refreshes: [assistant.calls.templates], undoKind: 'assistant-template' };

/** Lets a version answer, or takes it back; either can be undone. `all`: every version there is. */
export function useActivation(all: readonly Template[]) {
  const words = useAdminWords().instructions;
  const back = useAct(activateTemplate, common);
  const away = useAct(deactivateTemplate, common);
  const before = ({ kind, level }: Template) => versionsOf(all, kind, level).find(({ active }) => active);
  const activate = useAct(
    async (template: Template) => {
      const replaced = before(template);
      await ask(activateTemplate, { templateId: template.id });
      return replaced;
    },
    {
      ...common,
      said: (_, { version }) => words.activated(words.version(version)),
      undo: ({ id }, replaced) =>
        replaced ? back.mutate({ templateId: replaced.id }) : away.mutate({ templateId: id }),
    },
  );
  const takeBack = useAct(({ id }: Template) => ask(deactivateTemplate, { templateId: id }), {
    ...common,
    said: words.takenBack,
    undo: ({ id }) => back.mutate({ templateId: id }),
  });
  return { activate, takeBack };
}
