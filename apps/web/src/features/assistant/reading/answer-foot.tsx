/** Below an answer: who gave it, its sources, and what can be done with it. */
import { CopyButton, Text } from '@mantine/core';
import { Check, Copy, RotateCw, Waypoints } from 'lucide-react';
import { ButtonLink } from '../../../components/link.tsx';
import { useCommonWords } from '../../../language/common-words.ts';
import type { Answer } from '../asking/answer-data.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { OpinionButtons } from './opinion.tsx';
import { PassageLink } from './passage-link.tsx';
import { Quiet, quiet } from './quiet.tsx';
import styles from './turn.module.css';

export function AnswerFoot({ answer, last, repeat }: { answer: Answer; last: boolean; repeat: () => void }) {
  const words = useAssistantWords();
  const common = useCommonWords();
  return (
    <footer className={styles.foot}>
      <Sources answer={answer} />
      <Mode answer={answer} />
      <div className={styles.acts}>
        <CopyButton value={answer.text}>
          {({ copied, copy }) => (
            <Quiet icon={copied ? Check : Copy} onClick={copy}>
              {copied ? common.copied : words.copyAnswer}
            </Quiet>
          )}
        </CopyButton>
        {last && (
          <Quiet icon={RotateCw} onClick={repeat}>
            {words.retry}
          </Quiet>
        )}
        <ButtonLink
          to="/ask/why/$answerId"
          params={{ answerId: answer.id }}
          {...quiet}
          leftSection={<Waypoints size={14} />}
        >
          {words.why}
        </ButtonLink>
        <OpinionButtons answer={answer} />
      </div>
    </footer>
  );
}

function Mode({ answer: { mode, modeReason, model } }: { answer: Answer }) {
  const words = useAssistantWords();
  if (mode === null || mode === 'nothing-found') return null;
  const said = mode === 'generated' ? words.mode.generated(model ?? '') : words.mode[mode];
  const reason = modeReason ? words.reason[modeReason] : '';
  return (
    <Text inherit c="dimmed" mb={10}>
      {said}
      {reason && `: ${reason}`}
    </Text>
  );
}

/** The passages that the text names. */
export const citedOf = ({ text, passages }: Pick<Answer, 'text' | 'passages'>) =>
  passages.filter(({ n }) => text.includes(`[${n}]`));

function Sources({ answer }: { answer: Answer }) {
  const words = useAssistantWords();
  const cited = citedOf(answer);
  if (cited.length === 0) return null;
  return (
    <>
      <p className={styles.sourcesTitle}>{words.sources}</p>
      <ul className={styles.sources}>
        {cited.map((passage) => (
          <li key={passage.n}>
            <PassageLink passage={passage} className={styles.source}>
              <span className={styles.number}>{passage.n}</span>
              <span>
                <span className={styles.sourceTitle}>{passage.title}</span>
                <Text span inherit c="dimmed">
                  {passage.headings
                    .filter((heading) => heading !== passage.title)
                    .map((heading) => ` › ${heading}`)}
                </Text>
              </span>
            </PassageLink>
          </li>
        ))}
      </ul>
    </>
  );
}
