/** Why an answer is as it is: what was looked for, found, sent and received, and how long it took. */

import { assistant } from '@kernos/services/platform/assistant/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { CSSProperties } from 'react';
import { query } from '../../../app/api.ts';
import { TextLink } from '../../../components/link.tsx';
import { missing } from '../../../components/missing.tsx';
import { Soft } from '../../../components/soft.tsx';
import { milliseconds, money } from '../../../language/format.ts';
import { DetailPage } from '../../../patterns/detail-page.tsx';
import { useAssistantWords } from '../assistant-words.ts';
import { ConsideredPassages } from './considered-passages.tsx';
import type { Why } from './data.ts';
import styles from './why.module.css';

const route = getRouteApi('/in/ask/why/$answerId');

export function WhyPage() {
  const words = useAssistantWords().whyPage;
  const { answerId } = route.useParams();
  const why = useQuery(query(assistant.calls.why, { answerId }));
  const answer = useQuery({ ...query(assistant.calls.answer, { answerId }), retry: false });
  const conversationId = answer.data?.conversationId;
  return (
    <DetailPage
      query={why}
      title={() => words.title}
      lead={() => words.lead}
      width="narrow"
      above={
        conversationId && (
          <TextLink to="/ask/$conversationId" params={{ conversationId }}>
            {words.back}
          </TextLink>
        )
      }
      failed={missing(words)}
    >
      {(data) => (
        <div className={styles.parts}>
          <Facts why={data} />
          <Timings why={data} />
          <section>
            <h2>{words.passages}</h2>
            <ConsideredPassages passages={data.passages} />
          </section>
          <Prompt why={data} />
        </div>
      )}
    </DetailPage>
  );
}

function Facts({ why }: { why: Why }) {
  const words = useAssistantWords().whyPage;
  const { usage, sentences, template } = why;
  const supported = sentences.filter(({ verdict }) => verdict === 'supported').length;
  const tokens = `${words.tokensOf(usage.promptTokens, usage.completionTokens)}${
    usage.estimated ? ` (${words.estimated})` : ''
  }`;
  const facts: [string, string][] = [
    [words.question, why.question],
    ...(why.understood === why.question
      ? []
      : [
          [words.understood, `${why.understood} (${words.understoodBy[why.understoodBy]})`] as [
            string,
            string,
          ],
        ]),
    [words.model, why.model ?? (why.mode === 'nothing-found' ? words.nothing : words.noModel)],
    [words.sentences, words.supported(supported, sentences.length)],
    ...(template ? [[words.templateLabel, words.template(template.version)] as [string, string]] : []),
    ...(usage.promptTokens > 0 ? [[words.tokens, tokens] as [string, string]] : []),
    ...(usage.cost > 0 ? [[words.cost, money(usage.cost)] as [string, string]] : []),
    ...(why.indexVersion === null ? [] : [[words.index, why.indexVersion] as [string, string]]),
  ];
  return (
    <section>
      <h2>{words.facts}</h2>
      <dl className={styles.facts}>
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {why.cached && <Soft mt={4}>{words.cached}</Soft>}
    </section>
  );
}

function Timings({ why: { timings } }: { why: Why }) {
  const words = useAssistantWords().whyPage;
  const steps = (Object.keys(words.steps) as (keyof typeof words.steps)[]).flatMap((step) => {
    const ms = timings[step];
    return ms === null ? [] : [{ step, ms }];
  });
  const longest = Math.max(1, ...steps.map(({ ms }) => ms));
  return (
    <section>
      <h2>{words.timings}</h2>
      <table className={styles.timings}>
        <thead className="sr-only">
          <tr>
            <th scope="col">{words.step}</th>
            <th scope="col">{words.time}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ step, ms }) => (
            <tr key={step}>
              <th scope="row">{words.steps[step]}</th>
              <td>
                <span
                  className={styles.bar}
                  style={{ '--share': ms / longest } as CSSProperties}
                  aria-hidden="true"
                />
                {milliseconds(ms)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Prompt({ why: { prompt } }: { why: Why }) {
  const words = useAssistantWords().whyPage;
  return (
    <section>
      <h2>{words.prompt}</h2>
      {prompt ? (
        <>
          <Sent role={words.system} text={prompt.system} />
          {prompt.messages.map(({ role, content }, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: messages were sent in this order and stay in it
            <Sent key={at} role={words.roles[role] ?? role} text={content} />
          ))}
        </>
      ) : (
        <Soft mt={4}>{words.noPrompt}</Soft>
      )}
    </section>
  );
}

function Sent({ role, text }: { role: string; text: string }) {
  return (
    <details className={styles.sent}>
      <summary>{role}</summary>
      <pre>{text}</pre>
    </details>
  );
}
