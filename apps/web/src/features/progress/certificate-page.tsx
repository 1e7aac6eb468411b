/** What a certificate's link shows to anyone: that it is real, whose it is, and for what. */

import { KernosError } from '@kernos/kernel/errors';
import { progress } from '@kernos/services/learning/progress/contract';
import { Skeleton, Text, VisuallyHidden } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { BadgeCheck, FileQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { query, type ReplyTo } from '../../app/api.ts';
import { CupRing } from '../../components/cup-ring.tsx';
import { EmptyPage } from '../../components/empty.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { useTabTitle } from '../../components/page.tsx';
import { date } from '../../language/format.ts';
import styles from './certificates.module.css';
import { useProgressWords } from './progress-words.ts';

const route = getRouteApi('/open/certificates/$code');

export function CertificatePage(): ReactNode {
  const { code } = route.useParams();
  const words = useProgressWords().verify;
  const certificate = useQuery(query(progress.calls.verify, { code }));
  useTabTitle(words.tab);
  const checking = (
    <div className={styles.sheet} aria-busy="true">
      <VisuallyHidden>{words.checking}</VisuallyHidden>
      <Skeleton height={20} width={200} mx="auto" mb={40} />
      <Skeleton height={36} width="70%" mx="auto" mb={24} />
      <Skeleton height={24} width="50%" mx="auto" />
    </div>
  );
  return (
    <Loaded
      query={certificate}
      waiting={checking}
      failed={(error) =>
        error instanceof KernosError &&
        error.status >= 400 &&
        error.status < 500 &&
        error.status !== 429 && (
          <EmptyPage icon={FileQuestion} title={words.wrongTitle} text={words.wrongText} />
        )
      }
    >
      {(data) => <Real certificate={data} />}
    </Loaded>
  );
}

function Real({ certificate }: { certificate: ReplyTo<typeof progress.calls.verify> }) {
  const words = useProgressWords().verify;
  const { learnerName, courseTitle, issuedAt, code } = certificate;
  const day = date(issuedAt);
  return (
    <article className={styles.sheet}>
      <CupRing percent={100} size={72} />
      <h1
        className={styles.verdict}
        style={{ display: 'flex', justifyContent: 'center', marginBlockStart: 16 }}
      >
        <BadgeCheck size={19} />
        {words.real}
      </h1>
      <Text c="dimmed">{words.certifies}</Text>
      <p className={styles.name}>{learnerName}</p>
      <Text c="dimmed">{words.completed}</Text>
      <p className={styles.course}>{courseTitle}</p>
      <Text c="dimmed">
        <time dateTime={issuedAt}>{words.on(day)}</time>
      </Text>
      <Text c="dimmed" fz="0.8125rem" mt={36}>
        {words.by}
        <br />
        {words.code}{' '}
        <Text span ff="monospace" fz="0.8125rem">
          {code}
        </Text>
      </Text>
    </article>
  );
}
