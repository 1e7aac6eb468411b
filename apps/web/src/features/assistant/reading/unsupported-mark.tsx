import { Tooltip } from '@mantine/core';
import type { CheckedSentence } from '../asking/answer-data.ts';
import { useAssistantWords } from '../assistant-words.ts';
import styles from './answer-text.module.css';

/** Behind a sentence that no source supports: says so, in words. */
export function UnsupportedMark({ sentence }: { sentence: CheckedSentence | undefined }) {
  const words = useAssistantWords();
  const why = sentence?.reason ? words.unsupportedWhy[sentence.reason] : undefined;
  return (
    <Tooltip label={why} disabled={!why} events={{ hover: true, focus: true, touch: true }}>
      <button type="button" className={styles.unsupported}>
        {words.unsupported}
      </button>
    </Tooltip>
  );
}
