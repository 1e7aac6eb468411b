/** One's own notes on a lesson, beside its text. */

import { progress } from '@kernos/services/learning/progress/contract';
import { Button, Group, Skeleton, Stack, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useEffectEvent, useRef } from 'react';
import { query } from '../../../app/api.ts';
import { useMe } from '../../../app/session.ts';
import { Failure } from '../../../components/failure.tsx';
import { typedAhead } from '../../../components/single-keys.ts';
import { Soft } from '../../../components/soft.tsx';
import type { DraftKeeper, DraftState } from '../../../drafts/draft-keeper.ts';
import { useDraft } from '../../../drafts/use-draft.ts';
import { messageOf } from '../../../language/problems.ts';
import { useCourseWords } from '../course-words.ts';
import type { SidePanelProps } from './data.ts';
import { noteDraft } from './note-draft.ts';
import styles from './notes-panel.module.css';

export function NotesPanel({ lesson, enrolled }: SidePanelProps) {
  if (!enrolled) return <NoSeat />;
  return <Notes key={lesson.id} lessonId={lesson.id} />;
}

function NoSeat() {
  const words = useCourseWords().notes;
  // There is nothing to write in: letters are the page's again.
  useEffect(() => void typedAhead(), []);
  return (
    <Soft px={20} py={8}>
      {words.needSeat}
    </Soft>
  );
}

function Notes({ lessonId }: { lessonId: string }) {
  const keeper = noteDraft(useMe().id, lessonId);
  const { data, error, refetch } = useQuery({
    ...query(progress.calls.note, { lessonId }),
    // Another tab or device may have written; the keeper minds what is not saved here.
    staleTime: 0,
  });
  const state = useDraft(keeper, data);
  if (state) return <Editor keeper={keeper} state={state} />;
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  return (
    <Stack flex={1} mih={0} gap={8} p="0 20px 16px">
      <Skeleton height={220} />
    </Stack>
  );
}

type Note = { readonly text: string };
interface Written {
  keeper: DraftKeeper<Note>;
  state: DraftState<Note>;
}

function Editor({ keeper, state }: Written) {
  const words = useCourseWords().notes;
  const field = useRef<HTMLTextAreaElement>(null);
  const begin = useEffectEvent((typed: string) => {
    keeper.type({ text: state.draft.text + typed });
  });
  // Whoever opened it just now writes here, from the first letter on.
  useEffect(() => {
    const typed = typedAhead();
    const element = field.current;
    if (typed === undefined || !element) return;
    element.focus();
    element.setSelectionRange(element.value.length, element.value.length);
    if (typed.text) begin(typed.text);
  }, []);
  return (
    <Stack flex={1} mih={0} gap={8} p="0 20px 16px">
      {state.status === 'conflict' && state.theirs && (
        <Conflict
          mine={state.draft.text}
          theirs={state.theirs.text}
          settle={(text) => keeper.settle({ text })}
        />
      )}
      <Textarea
        ref={field}
        className={styles.field}
        classNames={{ wrapper: styles.fill ?? '', input: styles.input ?? '' }}
        aria-label={words.label}
        placeholder={words.placeholder}
        maxLength={20_000}
        value={state.draft.text}
        onChange={(event) => keeper.type({ text: event.currentTarget.value })}
        onBlur={() => void keeper.save()}
      />
      <Status keeper={keeper} state={state} />
    </Stack>
  );
}

function Status({ keeper, state }: Written) {
  const words = useCourseWords().notes;
  const sentences = {
    saved: state.draft.text ? words.kept : words.empty,
    typing: words.typing,
    saving: words.saving,
    waiting: words.waiting,
    'signed-out': words.signedOut,
    refused: `${words.refused} ${state.error ? messageOf(state.error) : ''}`,
    conflict: words.typing,
  };
  const stuck = state.status === 'waiting' || state.status === 'refused';
  return (
    <div className={styles.status} data-status={state.status}>
      <span role="status">{sentences[state.status]}</span>
      {stuck && (
        <Button size="compact-xs" variant="default" onClick={() => void keeper.save()}>
          {words.retry}
        </Button>
      )}
    </div>
  );
}

function Conflict({
  mine,
  theirs,
  settle,
}: {
  mine: string;
  theirs: string;
  settle: (text: string) => void;
}) {
  const words = useCourseWords().notes;
  return (
    <div className={styles.conflict} role="alert">
      <strong>{words.conflictTitle}</strong>
      <p>{theirs ? words.conflictText : words.conflictEmpty}</p>
      {theirs && <div className={styles.theirs}>{theirs}</div>}
      <Group gap={6}>
        {theirs && (
          <Button size="compact-sm" onClick={() => settle(`${theirs}\n\n${mine}`)}>
            {words.keepBoth}
          </Button>
        )}
        <Button size="compact-sm" variant="default" onClick={() => settle(mine)}>
          {words.keepMine}
        </Button>
        <Button size="compact-sm" variant="default" onClick={() => settle(theirs)}>
          {words.takeTheirs}
        </Button>
      </Group>
    </div>
  );
}
