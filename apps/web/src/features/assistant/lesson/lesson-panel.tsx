/** Asking beside a lesson: about the lesson, or about a piece of it. */
import { ActionIcon, Box, Button, Group } from '@mantine/core';
import { Maximize2, Plus, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { ButtonLink } from '../../../components/link.tsx';
import type { SidePanelProps } from '../../courses/reader/data.ts';
import { useHandedOver } from '../../courses/reader/selection.ts';
import { Composer } from '../asking/composer.tsx';
import { ModeNote } from '../asking/mode-note.tsx';
import { useChat } from '../asking/use-chat.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { quiet } from '../reading/quiet.tsx';
import { ChatStatus, Turns } from '../reading/turns.tsx';
import styles from './lesson-panel.module.css';

// Which conversation stands beside which lesson, while this page is open.
const conversations = new Map<string, string>();

export function LessonPanel({ course, lesson }: SidePanelProps) {
  const words = useAssistantWords().panel;
  const [conversationId, setConversationId] = useState(conversations.get(lesson.id));
  const keep = (id: string | undefined) => {
    if (id) conversations.set(lesson.id, id);
    else conversations.delete(lesson.id);
    setConversationId(id);
  };
  const chat = useChat(
    { name: `lesson ${lesson.id}`, courseId: course.id, lessonId: lesson.id },
    conversationId,
    keep,
  );
  const begun = conversationId !== undefined || chat.run !== undefined;
  const [selected, take] = useHandedOver(lesson.id);
  const asked = useRef<string>(undefined);
  // "Explain this" is a whole question: whoever pressed it waits for the answer.
  useEffect(() => {
    if (!selected || chat.running || asked.current === selected.text) return;
    asked.current = selected.text;
    take();
    chat.send(words.explain, { kind: 'explain', selection: selected.text });
    setTimeout(() => {
      asked.current = undefined;
    });
  }, [selected, take, chat, words]);
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
          autoFocus
          above={selected && <Selected text={selected.text} clear={take} />}
          onSend={(question, kind) => chat.send(question, { kind })}
          onStop={chat.stop}
        />
        <ModeNote />
      </Box>
    </div>
  );
}

/** Waits while another answer is being given. */
function Selected({ text, clear }: { text: string; clear: () => void }) {
  const words = useAssistantWords().panel;
  return (
    <div className={styles.selected}>
      <span>
        {words.selected}: {text}
      </span>
      <ActionIcon size="sm" aria-label={words.clear} onClick={clear}>
        <X size={14} />
      </ActionIcon>
    </div>
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
