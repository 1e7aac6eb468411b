/** Asking beside a lesson: about it, about a piece of it, or about anything of its course. */
import { ActionIcon, Box, Button, Group } from '@mantine/core';
import { Maximize2, Plus, X } from 'lucide-react';
import { useEffect, useEffectEvent } from 'react';
import { ButtonLink } from '../../../components/link.tsx';
import { isMissing } from '../../../components/missing.tsx';
import type { SidePanelProps } from '../../courses/reader/data.ts';
import { type Selected, select, useSelected } from '../../courses/reader/selection.ts';
import { Composer } from '../asking/composer.tsx';
import { ModeNote } from '../asking/mode-note.tsx';
import { useChat } from '../asking/use-chat.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { quiet } from '../reading/quiet.tsx';
import { ChatStatus, Turns } from '../reading/turns.tsx';
import { useConversationBeside } from './conversation-beside.ts';
import styles from './lesson-panel.module.css';

/** One conversation for a course: it stays while one goes from lesson to lesson, or follows a citation into one. */
export function LessonPanel({ course, lesson }: SidePanelProps) {
  const words = useAssistantWords().panel;
  const [conversationId, keep] = useConversationBeside(course.id);
  const chat = useChat(
    { name: `course ${course.id}`, courseId: course.id, lessonId: lesson.id },
    conversationId,
    keep,
  );
  const isGone = isMissing(chat.answers.error) && !chat.run;
  const forget = useEffectEvent(() => keep(undefined));
  // Deleted elsewhere: another one begins.
  useEffect(() => {
    if (isGone) forget();
  }, [isGone]);
  const begun = conversationId !== undefined || chat.run !== undefined;
  const selected = useSelected();
  const explain = useEffectEvent(() => {
    if (!selected) return;
    select(undefined);
    chat.send(words.explain, { kind: 'explain', selection: selected.text });
  });
  // "Explain this" is a whole question: whoever pressed it waits for the answer.
  const isAsked = selected?.explain === true && !chat.running;
  useEffect(() => {
    if (isAsked) explain();
  }, [isAsked]);
  return (
    <div className={styles.panel}>
      <div className={styles.turns} data-turns>
        {begun ? (
          <>
            <PanelHead conversationId={conversationId} again={() => keep(undefined)} running={chat.running} />
            <Turns chat={chat} />
          </>
        ) : (
          <Beginning title={lesson.title} ask={chat.send} />
        )}
      </div>
      <ChatStatus chat={chat} />
      <Box p="8px 12px 12px">
        <Composer
          running={chat.running}
          placeholder={selected && words.aboutSelected}
          above={selected && <SelectedPiece piece={selected} isWaiting={chat.running} />}
          onSend={(question, kind) => {
            select(undefined);
            chat.send(question, { kind, ...(selected && { selection: selected.text }) });
          }}
          onStop={chat.stop}
        />
        <ModeNote />
      </Box>
    </div>
  );
}

/** What the next question is about, as it will be sent. */
function SelectedPiece({ piece, isWaiting }: { piece: Selected; isWaiting: boolean }) {
  const words = useAssistantWords().panel;
  return (
    <figure className={styles.selected}>
      <figcaption>
        <span>{words.selected}</span>
        {!isWaiting && (
          <Button {...quiet} c="var(--accent-ink)" onClick={() => select({ ...piece, explain: true })}>
            {words.explainShort}
          </Button>
        )}
        <ActionIcon size="sm" aria-label={words.clear} onClick={() => select(undefined)}>
          <X size={14} />
        </ActionIcon>
      </figcaption>
      <blockquote>{piece.text}</blockquote>
    </figure>
  );
}

function PanelHead({
  conversationId,
  running,
  again,
}: {
  conversationId: string | undefined;
  running: boolean;
  again: () => void;
}) {
  const words = useAssistantWords().panel;
  return (
    <Group gap={4} justify="end" mb={4}>
      {conversationId && (
        <ButtonLink
          {...quiet}
          to="/ask/$conversationId"
          params={{ conversationId }}
          leftSection={<Maximize2 size={13} />}
        >
          {words.toPage}
        </ButtonLink>
      )}
      {!running && (
        <Button {...quiet} leftSection={<Plus size={14} />} onClick={again}>
          {words.again}
        </Button>
      )}
    </Group>
  );
}

function Beginning({
  title,
  ask,
}: {
  title: string;
  ask: (question: string, options: { kind: 'summarize' | 'quiz_me' }) => void;
}) {
  const words = useAssistantWords().panel;
  return (
    <div className={styles.beginning}>
      <p>{words.lead(title)}</p>
      {(
        [
          [words.summary, 'summarize'],
          [words.quiz, 'quiz_me'],
        ] as const
      ).map(([question, kind]) => (
        <Button
          key={kind}
          variant="subtle"
          justify="start"
          c="var(--accent-ink)"
          onClick={() => ask(question, { kind })}
        >
          {question}
        </Button>
      ))}
    </div>
  );
}
