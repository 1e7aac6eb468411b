import { assistant } from '@kernos/services/platform/assistant/contract';
import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { refresh } from '../../../app/api.ts';
import { Failure } from '../../../components/failure.tsx';
import { ButtonLink } from '../../../components/link.tsx';
import { fieldErrors } from '../../../language/problems.ts';
import { ActButton } from '../../../patterns/act-button.tsx';
import { useAct } from '../../../patterns/use-act.ts';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import { answering, type Kind, type Level, type Template } from './template-data.ts';
import { useActivation } from './use-activation.ts';

interface Shown {
  readonly all: readonly Template[];
  readonly kind: Kind;
  readonly level: Level | null;
  /** The version that is shown; of another level where this one has none of its own. */
  readonly shown: Template;
  readonly draft: string;
  /** Keeps what is typed; undefined drops it. */
  readonly keep: (text: string | undefined) => void;
  /** The number that a new version gets. */
  readonly next: number;
}

export function TemplateEditor(editing: Shown) {
  const words = useAdminWords().instructions;
  const { kind, level, shown, draft, keep, next } = editing;
  const navigate = useNavigate({ from: '/assistant/instructions/$kind' });
  const [note, setNote] = useState('');
  const save = useAct(assistant.calls.addTemplate, {
    shown: true,
    said: ({ version }) => words.saved(version),
    onDone: async ({ version }) => {
      await refresh(assistant.calls.templates);
      keep(undefined);
      await navigate({ search: { ...(level && { level }), version }, replace: true, resetScroll: false });
    },
  });
  const changed = draft !== shown.text;
  const wrong = fieldErrors(save.error);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({ kind, level, text: draft, ...(note.trim() && { note: note.trim() }) });
      }}
    >
      <Stack>
        <Textarea
          label={words.field}
          description={words.hint}
          autosize
          minRows={7}
          maxRows={20}
          required
          classNames={{ input: styles.source ?? '' }}
          value={draft}
          error={wrong.text}
          onChange={({ currentTarget: { value } }) => keep(value === shown.text ? undefined : value)}
        />
        {changed && (
          <TextInput
            label={words.note}
            placeholder={words.notePlaceholder}
            value={note}
            error={wrong.note}
            onChange={({ currentTarget: { value } }) => setNote(value)}
          />
        )}
        {save.error && !wrong.text && !wrong.note && <Failure error={save.error} />}
        {changed || shown.level !== level ? (
          <Group gap="xs">
            <Button type="submit" loading={save.isPending}>
              {words.save(next)}
            </Button>
            {changed && (
              <Button variant="subtle" onClick={() => keep(undefined)}>
                {words.discard}
              </Button>
            )}
          </Group>
        ) : (
          <Acts {...editing} />
        )}
      </Stack>
    </form>
  );
}

/** What can be done with a version as it is. */
function Acts({ all, kind, level, shown }: Shown) {
  const words = useAdminWords().instructions;
  const { activate, takeBack } = useActivation(all);
  const current = answering(all, kind, level);
  const isNewest = !all.some(
    ({ version, ...other }) => other.kind === kind && other.level === level && version > shown.version,
  );
  return (
    <Group gap="xs">
      {!shown.active && (
        <ActButton act={activate} input={shown}>
          {isNewest ? words.activate : words.restore}
        </ActButton>
      )}
      {shown.active && shown.version > 0 && (
        <ActButton act={takeBack} input={shown} variant="default">
          {words.takeBack}
        </ActButton>
      )}
      {current && current.id !== shown.id && (
        <ButtonLink variant="default" to="/assistant/comparisons" search={{ a: current.id, b: shown.id }}>
          {words.compare}
        </ButtonLink>
      )}
    </Group>
  );
}
