import { assistant } from '@kernos/services/platform/assistant/contract';
import { Box, Text } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { MessageCircleHeart, ThumbsDown, ThumbsUp } from 'lucide-react';
import { pages, type ReplyTo } from '../../../app/api.ts';
import { Facts } from '../../../components/facts.tsx';
import { TextLink } from '../../../components/link.tsx';
import { Soft } from '../../../components/soft.tsx';
import { When } from '../../../components/when.tsx';
import { ListPage } from '../../../patterns/list-page.tsx';
import { useAssistantWords } from '../assistant-words.ts';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';

type Opinion = ReplyTo<typeof assistant.calls.feedback>['items'][number];

const route = getRouteApi('/in/assistant/feedback');

/** What learners said about answers, newest first. */
export function FeedbackPage() {
  const words = useAdminWords().feedback;
  const search = route.useSearch();
  const { show } = search;
  return (
    <ListPage
      lead={words.lead}
      label={words.show}
      pages={pages(assistant.calls.feedback, { limit: 30, ...(show && { helpful: show === 'helpful' }) })}
      idOf={({ answerId }) => answerId}
      search={search}
      filters={[
        {
          kind: 'switch',
          name: 'show',
          label: words.show,
          usual: 'all',
          choices: { all: words.all, helpful: words.helpful, unhelpful: words.unhelpful },
        },
      ]}
      empty={{ icon: MessageCircleHeart, title: words.none, text: words.noneText }}
      noMatch={{ icon: MessageCircleHeart, title: words.noneSuch, text: words.noneText }}
      row={(opinion) => <Said opinion={opinion} />}
      rowHeight={64}
    />
  );
}

function Said({
  opinion: { answerId, helpful, why, kind, question, text, withheld, givenAt },
}: {
  opinion: Opinion;
}) {
  const words = useAdminWords().feedback;
  const { kinds } = useAssistantWords();
  const Thumb = helpful ? ThumbsUp : ThumbsDown;
  return (
    <div className={styles.opinion}>
      <Box mt={2} mb={12}>
        <Facts>
          <Text span inherit c="var(--ink)" fw={550}>
            <Thumb size={15} className={styles.thumb} /> {helpful ? words.helpful : words.unhelpful}
          </Text>
          {kinds[kind]}
          <When at={givenAt} />
        </Facts>
      </Box>
      <p className={question ? styles.asked : styles.soft}>{question ?? words.notShared}</p>
      {why && <blockquote className={styles.said}>{why}</blockquote>}
      {question !== null && (
        <div className={styles.shared}>
          {text && (
            <details>
              <summary>{words.answer}</summary>
              <p>{text}</p>
            </details>
          )}
          {withheld && <Soft mb={8}>{words.withheld}</Soft>}
          <TextLink to="/ask/why/$answerId" params={{ answerId }}>
            {words.why}
          </TextLink>
        </div>
      )}
    </div>
  );
}
