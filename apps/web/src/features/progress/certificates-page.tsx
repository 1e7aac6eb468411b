/** One's certificates: to keep, and to show to others. */

import { progress } from '@kernos/services/learning/progress/contract';
import { Button, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Award, Download, Link2 } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { Facts } from '../../components/facts.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { say, sayFailed } from '../../components/undo.tsx';
import { date } from '../../language/format.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import styles from './certificates.module.css';
import { useProgressWords } from './progress-words.ts';

export function CertificatesPage() {
  const words = useProgressWords().certificates;
  return (
    <ListPage
      title={words.title}
      lead={words.lead}
      label={words.title}
      pages={pages(progress.calls.certificates, { limit: 50 }, ['course.completed'])}
      idOf={({ code }) => code}
      empty={{
        icon: Award,
        title: words.emptyTitle,
        text: words.emptyText,
        action: <ButtonLink to="/my-courses">{words.toMine}</ButtonLink>,
      }}
      row={(certificate) => <Certificate {...certificate} />}
      rowHeight={120}
      airy
    />
  );
}

function Certificate({
  code,
  courseId,
  courseTitle,
  issuedAt,
}: ReplyTo<typeof progress.calls.certificates>['items'][number]) {
  const words = useProgressWords().certificates;
  const day = date(issuedAt);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(`${location.origin}/certificates/${code}`);
      say(words.copied);
    } catch {
      // Browsers refuse it where a page is not served securely.
      sayFailed(words.copyFailed);
    }
  };
  return (
    <article className={styles.certificate}>
      <div>
        <h2 className={styles.title}>
          <Link to="/certificates/$code" params={{ code }}>
            {courseTitle}
          </Link>
        </h2>
        <Facts>
          {words.issued(day)}
          <Text span ff="monospace" fz="0.8125rem">
            {code}
          </Text>
        </Facts>
      </div>
      <Group gap={8}>
        <Button
          component="a"
          href={`/api/courses/${courseId}/certificate`}
          download
          leftSection={<Download size={16} />}
        >
          {words.download}
        </Button>
        <Button variant="default" leftSection={<Link2 size={16} />} onClick={() => void copy()}>
          {words.copy}
        </Button>
      </Group>
    </article>
  );
}
