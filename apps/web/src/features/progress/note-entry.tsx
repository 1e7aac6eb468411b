import { progress } from '@kernos/services/learning/progress/contract';
import { Box, Button, Group } from '@mantine/core';
import { useState } from 'react';
import type { ReplyTo } from '../../app/api.ts';

import { Facts } from '../../components/facts.tsx';
import { TextLink } from '../../components/link.tsx';
import { When } from '../../components/when.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { MarkdownText } from '../assistant/reading/answer-text.tsx';
import styles from './notes.module.css';
import { useProgressWords } from './progress-words.ts';

type ListedNote = ReplyTo<typeof progress.calls.notes>['items'][number];

/** Longer notes are shown in part at first. */
const LONG = 700;
const MANY_LINES = 12;

/** A note in the list, with the words that were looked for. */
export function NoteEntry({ note, wanted }: { note: ListedNote; wanted: string }) {
  const words = useProgressWords().notes;
  const [open, setOpen] = useState(false);
  const remove = useRemove(note);
  const long = note.text.length > LONG || note.text.split('\n').length > MANY_LINES;
  return (
    <Box component="article" pt={16} pb={10}>
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
        <Facts>
          {note.courseTitle ?? words.lostCourse}
          <When at={note.updatedAt} />
        </Facts>
      </header>
      <div className={styles.text} data-cut={(long && !open) || undefined}>
        <MarkdownText text={note.text} write={(words) => <Marked text={words} wanted={wanted} />} />
      </div>
      <Group gap={4} ms={-8}>
        {long && (
          <Button variant="subtle" size="compact-sm" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? words.less : words.more}
          </Button>
        )}
        <Button
          variant="subtle"
          color="gray"
          c="dimmed"
          size="compact-sm"
          loading={remove.isPending && !remove.isPaused}
          onClick={() => remove.mutate({ lessonId: note.lessonId, ifMatch: note.version })}
        >
          {words.remove}
        </Button>
      </Group>
    </Box>
  );
}

function useRemove({ text }: ListedNote) {
  const words = useProgressWords().notes;
  const refreshes = [progress.calls.notes, progress.calls.note];
  const restore = useAct(progress.calls.writeNote, { refreshes });
  return useAct(progress.calls.removeNote, {
    said: words.removed,
    undo: ({ lessonId }, { version }) => restore.mutate({ lessonId, text, ifMatch: version }),
    refreshes,
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
      <mark key={at}>{piece}</mark>
    ) : (
      piece
    ),
  );
}
