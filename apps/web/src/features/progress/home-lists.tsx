/** The lists of a learner's home: other courses under way, what has changed, what is finished. */

import type { progress } from '@kernos/services/learning/progress/contract';
import { Box, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Check } from 'lucide-react';
import type { ReplyTo } from '../../app/api.ts';
import { CupRing } from '../../components/cup-ring.tsx';
import { TextLink } from '../../components/link.tsx';
import { When } from '../../components/when.tsx';
import styles from './home.module.css';
import type { ResumePoint } from './next-step.tsx';
import { useProgressWords } from './progress-words.ts';

type Home = ReplyTo<typeof progress.calls.home>;

export function Others({ points }: { points: readonly ResumePoint[] }) {
  const words = useProgressWords().home;
  if (points.length === 0) return null;
  return (
    <section>
      <h2 className={styles.heading}>{words.others}</h2>
      <Box component="ul" mx={-14}>
        {points.map(({ courseId, courseTitle, lesson, percent, completed, total }) => (
          <li key={courseId}>
            <Link
              to="/courses/$courseId/lessons/$lessonId"
              params={{ courseId, lessonId: lesson.id }}
              className={styles.row}
            >
              <CupRing percent={percent} size={44}>
                <Text span inherit fz="0.6875rem">
                  {percent}
                </Text>
              </CupRing>
              <span>
                <span className={styles.rowTitle}>{courseTitle}</span>
                <br />
                <span className={styles.rowText}>{lesson.title}</span>
              </span>
              <span className={styles.rowEnd}>{words.lessonsOf(completed, total)}</span>
            </Link>
          </li>
        ))}
      </Box>
    </section>
  );
}

/** What one reads, or has read, and has changed since. */
export function Updated({ news }: { news: Home['news'] }) {
  const words = useProgressWords().home;
  const shown = news.filter(({ kind, enrolled }) => kind === 'updated' && enrolled).slice(0, 4);
  if (shown.length === 0) return null;
  return (
    <section>
      <h2 className={styles.heading}>{words.updated}</h2>
      <Box component="ul" mx={-14}>
        {shown.map(({ courseId, courseTitle, publishedAt }) => (
          <li key={courseId}>
            <Link
              to="/courses/$courseId"
              params={{ courseId }}
              className={styles.row}
              style={{ gridTemplateColumns: 'minmax(0, 1fr) auto' }}
            >
              <span className={styles.rowTitle}>{courseTitle}</span>
              <span className={styles.rowEnd}>
                <When at={publishedAt} />
              </span>
            </Link>
          </li>
        ))}
      </Box>
    </section>
  );
}

export function Finished({ finished }: { finished: Home['finished'] }) {
  const words = useProgressWords().home;
  if (finished.length === 0) return null;
  return (
    <section>
      <h2 className={styles.heading}>{words.finished}</h2>
      <Box component="ul" mx={-14}>
        {finished.slice(0, 4).map(({ courseId, courseTitle, completedAt }) => (
          <li key={courseId}>
            <Link to="/courses/$courseId" params={{ courseId }} className={styles.row}>
              <CupRing percent={100} size={36}>
                <Check size={14} />
              </CupRing>
              <span>
                <span className={styles.rowTitle}>{courseTitle}</span>
                <br />
                <span className={styles.rowText}>
                  <When at={completedAt} />
                </span>
              </span>
            </Link>
          </li>
        ))}
      </Box>
      <TextLink size="sm" mt={8} display="inline-block" to="/certificates">
        {words.allCertificates}
      </TextLink>
    </section>
  );
}
