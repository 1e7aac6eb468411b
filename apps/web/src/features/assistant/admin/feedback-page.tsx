import { assistant } from '@kernos/services/platform/assistant/contract';
import { SegmentedControl, Stack, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { MessageCircleHeart, ThumbsDown, ThumbsUp } from 'lucide-react';
import { pages, type ReplyTo } from '../../../app/api.ts';
import { Empty } from '../../../components/empty.tsx';
import { TextLink } from '../../../components/link.tsx';
import { Listing } from '../../../components/listing.tsx';
import { When } from '../../../components/when.tsx';
import { useAssistantWords } from '../assistant-words.ts';
import styles from './admin.module.css';
import { feedbackSearch } from './admin-search.ts';
import { useAdminWords } from './admin-words.ts';

type Opinion = ReplyTo<typeof assistant.calls.feedback>['items'][number];

const route = getRouteApi('/in/assistant/feedback');

/** What learners said about answers, newest first. */
export function FeedbackPage() {
  const words = useAdminWords().feedback;
  const { show } = route.useSearch();
  const navigate = useNavigate({ from: '/assistant/feedback' });
  const opinions = useInfiniteQuery(
    pages(assistant.calls.feedback, { limit: 30, ...(show && { helpful: show === 'helpful' }) }),
  );
  return (
    <Stack>
      <Text maw="68ch">{words.lead}</Text>
      <SegmentedControl
        aria-label={words.show}
        data={[
          { value: 'all', label: words.all },
          { value: 'helpful', label: words.helpful },
          { value: 'unhelpful', label: words.unhelpful },
        ]}
        value={show ?? 'all'}
        onChange={(chosen) => void navigate({ search: feedbackSearch({ show: chosen }), replace: true })}
        style={{ alignSelf: 'start' }}
      />
      <Listing
        list={opinions}
        rows={4}
        rowHeight={64}
        empty={
          <Empty icon={MessageCircleHeart} title={show ? words.noneSuch : words.none}>
            {words.noneText}
          </Empty>
        }
      >
        {(items) => (
          <ul className={styles.opinions}>
            {items.map((opinion) => (
              <Said key={opinion.answerId} opinion={opinion} />
            ))}
          </ul>
        )}
      </Listing>
    </Stack>
  );
}

function Said({ opinion: { answerId, helpful, why, kind, question, text, givenAt } }: { opinion: Opinion }) {
  const words = useAdminWords().feedback;
  const { kinds } = useAssistantWords();
  const Thumb = helpful ? ThumbsUp : ThumbsDown;
  return (
    <li className={styles.opinion}>
      <p className={styles.facts}>
        <span className={styles.thumb}>
          <Thumb size={15} aria-hidden="true" />
          {helpful ? words.helpful : words.unhelpful}
        </span>{' '}
        · {kinds[kind]} · <When at={givenAt} />
      </p>
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
          <TextLink to="/ask/why/$answerId" params={{ answerId }}>
            {words.why}
          </TextLink>
        </div>
      )}
    </li>
  );
}
