import { ActionIcon, Stack, Textarea } from '@mantine/core';
import { ArrowUp, Square } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { typedAhead } from '../../../components/single-keys.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { kinds } from '../kinds.ts';
import type { Kind } from './answer-data.ts';
import styles from './chat.module.css';

const filled = { variant: 'filled', color: 'terracotta', radius: 'xl', size: 36 } as const;

/** Where a question is written. Enter asks, Shift Enter begins a line, Escape stops. */
export function Composer({
  running,
  above,
  placeholder,
  autoFocus,
  onSend,
  onStop,
}: {
  running: boolean;
  /** What the question will be about, above the field. */
  above?: ReactNode;
  /** Instead of the one of its kind. */
  placeholder?: string | undefined;
  autoFocus?: boolean;
  onSend: (question: string, kind: Kind) => void;
  onStop: () => void;
}) {
  const words = useAssistantWords();
  const hint = useId();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useState('');
  // Whoever opened the panel around it just now writes here, from the first letter on.
  useEffect(() => {
    const typed = typedAhead();
    if (typed === undefined) return;
    if (typed.text) setText((before) => before + typed.text);
    // What was asked before is read first by whoever came with a finger.
    if (typed.text || !typed.byFinger) field.current?.focus();
  }, []);
  const [kind, setKind] = useState<Kind>('explain');
  const send = () => {
    const question = text.trim();
    if (!question || running) return;
    onSend(question, kind);
    setText('');
    // The button that sent it gives way to another.
    field.current?.focus();
  };
  const press = (event: KeyboardEvent) => {
    // While letters are being composed (Chinese, Japanese, Korean) Enter takes the proposal.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      send();
    } else if (event.key === 'Escape' && running) {
      event.preventDefault();
      event.stopPropagation();
      onStop();
    }
  };
  return (
    <Stack gap={6} onKeyDown={press}>
      {above}
      <div className={styles.field}>
        <Textarea
          ref={field}
          aria-label={words.question}
          aria-describedby={hint}
          placeholder={placeholder ?? words.placeholder[kind]}
          variant="unstyled"
          autosize
          minRows={1}
          maxRows={10}
          maxLength={8_000}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          data-autofocus={autoFocus}
          autoFocus={autoFocus ?? false}
          classNames={{ root: styles.writing ?? '', input: styles.input ?? '' }}
        />
        {running ? (
          <ActionIcon {...filled} aria-label={words.stop} title={words.stop} onClick={onStop}>
            <Square size={14} fill="currentColor" />
          </ActionIcon>
        ) : (
          <ActionIcon
            {...filled}
            aria-label={words.send}
            title={words.send}
            disabled={!text.trim()}
            onClick={send}
          >
            <ArrowUp size={18} />
          </ActionIcon>
        )}
      </div>
      <Kinds kind={kind} choose={setKind} />
      <span id={hint} className="sr-only">
        {words.keysHint}
      </span>
    </Stack>
  );
}

function Kinds({ kind, choose }: { kind: Kind; choose: (kind: Kind) => void }) {
  const words = useAssistantWords();
  const name = useId();
  return (
    <fieldset className={styles.kinds}>
      <legend className="sr-only">{words.kindLabel}</legend>
      {kinds.map((one) => (
        <label key={one} className={styles.kind} data-chosen={one === kind || undefined}>
          <input type="radio" name={name} checked={one === kind} onChange={() => choose(one)} />
          {words.kinds[one]}
        </label>
      ))}
    </fieldset>
  );
}
