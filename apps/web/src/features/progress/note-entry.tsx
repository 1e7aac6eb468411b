import { progress } from '@kernos/services/learning/progress/contract';
import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, type ReplyTo, refresh } from '../../app/api.ts';

import { TextLink } from '../../components/link.tsx';
import { offerUndo, sayFailure } from '../../components/undo.tsx';
import { When } from '../../components/when.tsx';
import styles from './notes.module.css';
import { useProgressWords } from './progress-words.ts';

type ListedNote = ReplyTo<typeof progress.calls.notes>['items'][number];

/** Longer notes are shown in part at first. */
const LONG = 700;

/** A note in the list, with the words that were looked for. */
export function NoteEntry({ note, wanted }: { note: ListedNote; wanted: string }) {
  const words = useProgressWords().notes;
  const [open, setOpen] = useState(false);
  const remove = useRemove(note);
  const long = note.text.length > LONG;
  const shown = long && !open ? `${note.text.slice(0, LONG).trimEnd()}…` : note.text;
  return (
    <article className={styles.note}>
      <header className={styles.noteHead}>
        <h3>
          <TextLink
            to="/courses/$courseId/lessons/$lessonId"
            params={{ courseId: note.courseId, lessonId: note.lessonId }}
            search={{ side: 'notes' }}
          >
            {note.lessonTitle ?? words.lostLesson}
          </TextLink>
        </h3>
        <When at={note.updatedAt} />
      </header>
      <p className={styles.text}>
        <Marked text={shown} wanted={wanted} />
      </p>
      <div className={styles.actions}>
        {long && (
          <Button variant="subtle" size="compact-sm" onClick={() => setOpen(!open)}>
            {open ? words.less : words.more}
          </Button>
        )}
        <Button
          variant="subtle"
          color="gray"
          c="dimmed"
          size="compact-sm"
          loading={remove.isPending && !remove.isPaused}
          onClick={() => remove.mutate()}
        >
          {words.remove}
        </Button>
      </div>
    </article>
  );
}

function useRemove({ lessonId, version, text }: ListedNote) {
  const words = useProgressWords().notes;
  const failed = async (error: Error) => {
    sayFailure(error);
    await refresh(progress.calls.notes);
  };
  const restore = useMutation({
    mutationFn: (ifMatch: number) => ask(progress.calls.writeNote, { lessonId, text, ifMatch }),
    onSuccess: () => refresh(progress.calls.notes, progress.calls.note),
    onError: failed,
  });
  return useMutation({
    mutationFn: () => ask(progress.calls.removeNote, { lessonId, ifMatch: version }),
    onSuccess: async (emptied) => {
      offerUndo(words.removed, words.undo, () => restore.mutate(emptied.version));
      await refresh(progress.calls.notes, progress.calls.note);
    },
    onError: failed,
  });
}

/** A text with what was looked for in it marked; text alone, whatever it holds. */
function Marked({ text, wanted }: { text: string; wanted: string }) {
  if (!wanted) return text;
  const pattern = new RegExp(`(${wanted.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')})`, 'iu');
  return text.split(pattern).map((piece, at) =>
    // Every second piece is what the group of the pattern took.
    at % 2 === 1 ? (
      // biome-ignore lint/suspicious/noArrayIndexKey: pieces have nothing but their place
      <mark key={at} className={styles.mark}>
        {piece}
      </mark>
    ) : (
      piece
    ),
  );
}
