/** What the pages about instructions ask for, and what they call its parts. */
import { assistant } from '@kernos/services/platform/assistant/contract';
import { query, type ReplyTo } from '../../../app/api.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { useAdminWords } from './admin-words.ts';

export type Template = ReplyTo<typeof assistant.calls.templates>['items'][number];
export type Kind = Template['kind'];
export type Level = NonNullable<Template['level']>;

export const templatesQuery = query(assistant.calls.templates, {});

/** The versions for a level (null: for every level), newest first; the one that Kernos brings last. */
export const versionsOf = (all: readonly Template[], kind: Kind, level: Level | null): Template[] =>
  all.filter((template) => template.kind === kind && template.level === level);

/** The version that answers somebody of this level now. */
export const answering = (all: readonly Template[], kind: Kind, level: Level | null): Template | undefined =>
  [...versionsOf(all, kind, level), ...versionsOf(all, kind, null)].find(({ active }) => active);

/** What a version is called among those of its kind, and what two of them are called together. */
export function useVersionNames() {
  const words = useAdminWords();
  const { kinds: names } = useAssistantWords();
  const nameOf = (template: Template | undefined): string =>
    template
      ? words.comparisons.nameOf(
          words.instructions.version(template.version),
          template.level && words.instructions.levels[template.level],
        )
      : words.comparisons.gone;
  const pairOf = (a: Template | undefined, b: Template | undefined): string => {
    const kind = (a ?? b)?.kind;
    return kind ? words.evaluation.against(names[kind], nameOf(a), nameOf(b)) : words.comparisons.gone;
  };
  return { nameOf, pairOf };
}
