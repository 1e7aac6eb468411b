import { notifications } from '@kernos/services/platform/notifications/contract';
import { Button, Group, Stack, Text, Textarea, TextInput, UnstyledButton } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type FocusEvent, useRef } from 'react';
import { listQuery, refresh } from '../../app/api.ts';
import { Failure } from '../../components/failure.tsx';
import { Form } from '../../components/form.tsx';
import { Soft } from '../../components/soft.tsx';
import { fieldErrors } from '../../language/problems.ts';
import { ActButton } from '../../patterns/act-button.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useMessageWords } from './message-words.ts';
import styles from './messages.module.css';
import { TemplatePreview } from './template-preview.tsx';
import type { Template } from './templates-page.tsx';

export type Draft = Pick<Template, 'subject' | 'text' | 'action'>;
const PREVIEW_AFTER_MS = 250;

const wordsOf = ({ subject, text, action }: Draft): Draft => ({ subject, text, action });
const same = (one: Draft, other: Draft) =>
  one.subject === other.subject && one.text === other.text && one.action === other.action;

/** Saving, and going back to the words that Kernos ships, which can be undone. */
function useKeeping(template: Template, draft: Draft, onDraft: (draft: Draft | undefined) => void) {
  const words = useMessageWords().templates;
  const { kind, channel, locale } = template;
  const place = { kind, channel, locale };
  const done = async () => {
    await refresh(notifications.calls.templates);
    onDraft(undefined);
  };
  const save = useAct(notifications.calls.saveTemplate, { shown: true, said: words.saved, onDone: done });
  const back = useAct(notifications.calls.saveTemplate, { onDone: done });
  const reset = useAct(notifications.calls.resetTemplate, {
    said: words.wasReset,
    undo: () => back.mutate({ ...place, ...wordsOf(template) }),
    onDone: async () => {
      await done();
      save.reset();
    },
  });
  return { save, reset, place, unsaved: !same(draft, template) };
}

export function TemplateEditor({
  template,
  draft = wordsOf(template),
  onDraft,
}: {
  template: Template;
  draft: Draft | undefined;
  onDraft: (draft: Draft | undefined) => void;
}) {
  const words = useMessageWords().templates;
  const { save, reset, place, unsaved } = useKeeping(template, draft, onDraft);
  const [shown] = useDebouncedValue(draft, PREVIEW_AFTER_MS);
  const preview = useQuery({
    ...listQuery(notifications.calls.previewTemplate, { ...place, ...shown }),
    staleTime: Number.POSITIVE_INFINITY,
    enabled: shown.subject !== '' && shown.text !== '',
  });
  const wrong = { ...fieldErrors(preview.error), ...fieldErrors(save.error) };
  const known = Object.keys(wrong).some((field) => field in draft);
  return (
    <div className={styles.editor}>
      <Form onSubmit={() => save.mutate({ ...place, ...draft })}>
        <Fields
          template={template}
          draft={draft}
          wrong={wrong}
          onDraft={(typed) => onDraft(typed && same(typed, template) ? undefined : typed)}
        />
        {save.error && !known && <Failure error={save.error} />}
        <Group mt="md">
          <Button type="submit" loading={save.isPending} disabled={!unsaved}>
            {words.save}
          </Button>
          {unsaved && (
            <Button variant="subtle" onClick={() => onDraft(undefined)}>
              {words.discard}
            </Button>
          )}
          {template.edited && !unsaved && (
            <ActButton act={reset} input={place} variant="default">
              {words.reset}
            </ActButton>
          )}
        </Group>
      </Form>
      <TemplatePreview rendered={preview.data} channel={template.channel} stale={preview.error !== null} />
    </div>
  );
}

function Fields({
  template: { channel, variables },
  draft,
  wrong,
  onDraft,
}: {
  template: Template;
  draft: Draft;
  wrong: Readonly<Record<string, string>>;
  onDraft: (draft: Draft) => void;
}) {
  const words = useMessageWords().templates;
  const last = useRef<HTMLInputElement | HTMLTextAreaElement>(null);
  const insert = (variable: string) => {
    const field = last.current;
    const name = field?.name as keyof Draft | undefined;
    if (!field || !name) return onDraft({ ...draft, text: `${draft.text}{{ ${variable} }}` });
    const [start, end] = [field.selectionStart ?? 0, field.selectionEnd ?? 0];
    onDraft({ ...draft, [name]: `${draft[name].slice(0, start)}{{ ${variable} }}${draft[name].slice(end)}` });
    field.focus();
  };
  const bind = (name: keyof Draft) => ({
    name,
    value: draft[name],
    error: wrong[name],
    onFocus: ({ currentTarget }: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) => {
      last.current = currentTarget;
    },
    onChange: ({ currentTarget: { value } }: { currentTarget: { value: string } }) =>
      onDraft({ ...draft, [name]: value }),
  });
  return (
    <Stack>
      <TextInput label={channel === 'email' ? words.subject : words.heading} required {...bind('subject')} />
      <Textarea
        label={words.text}
        description={channel === 'email' ? words.textHint : undefined}
        autosize
        minRows={6}
        maxRows={18}
        required
        classNames={{ input: styles.source ?? '' }}
        {...bind('text')}
      />
      {channel === 'email' && <TextInput label={words.action} {...bind('action')} />}
      <div>
        <Text size="sm" fw={550}>
          {words.variables}
        </Text>
        <Soft mb={6}>{words.variablesHint}</Soft>
        <Group gap={6}>
          {variables.map((variable) => (
            <UnstyledButton key={variable} className={styles.variable} onClick={() => insert(variable)}>
              {`{{ ${variable} }}`}
            </UnstyledButton>
          ))}
        </Group>
      </div>
    </Stack>
  );
}
