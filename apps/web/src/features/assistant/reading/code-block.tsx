import { CopyButton } from '@mantine/core';
import { useEffect, useRef } from 'react';
import { useCommonWords } from '../../../language/common-words.ts';
import codeStyles from '../../courses/reader/lesson-code.module.css';
import { useAssistantWords } from '../assistant-words.ts';
import styles from './answer-text.module.css';

/** Code with its language and a way to copy it; coloured once it is complete. */
export function CodeBlock({
  text,
  language,
  complete,
}: {
  text: string;
  language: string | undefined;
  complete: boolean;
}) {
  const words = useAssistantWords();
  const common = useCommonWords();
  const frame = useRef<HTMLElement>(null);
  const code = useRef<HTMLElement>(null);
  useEffect(() => {
    // Its elements are the colouring's, not React's.
    if (code.current) code.current.textContent = text;
    if (!complete || !language || !frame.current) return;
    const element = frame.current;
    void import('../../courses/reader/highlight.ts').then(({ highlight }) => highlight(element));
  }, [text, complete, language]);
  return (
    <figure ref={frame} className={`${styles.code} ${codeStyles.code}`}>
      <figcaption>
        <span>{language ?? words.code}</span>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <button type="button" onClick={copy} aria-live="polite">
              {copied ? common.copied : words.copyCode}
            </button>
          )}
        </CopyButton>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: long lines scroll, which must be possible by keyboard */}
      <pre tabIndex={0}>
        <code ref={code} className={language && `language-${language}`} />
      </pre>
    </figure>
  );
}
