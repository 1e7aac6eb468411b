/** Below an answer: who gave it, its sources, and what can be done with it. */
import { Box, CopyButton, Group, Text } from '@mantine/core';
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
    <Text component="footer" mt={16} fz="0.8125rem">
      <Sources answer={answer} />
      <Mode answer={answer} />
      <Group gap="2px 4px" mx={-8}>
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
      </Group>
    </Text>
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
      <Text mb={4} c="dimmed" fz="0.8125rem" fw={500}>
        {words.sources}
      </Text>
      <Box component="ul" mb={12}>
        {cited.map((passage) => (
          <li key={passage.n}>
            <PassageLink passage={passage} className={styles.source}>
              <Text span inherit flex="none" miw="1.2em" c="var(--accent-ink)" fw={600} className="numbers">
                {passage.n}
              </Text>
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
      </Box>
    </>
  );
}
