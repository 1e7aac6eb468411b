import type { notifications } from '@kernos/services/platform/notifications/contract';
import { Skeleton, Text, Title } from '@mantine/core';
import type { ReplyTo } from '../../app/api.ts';
import { Soft } from '../../components/soft.tsx';
import type { Channel } from './message-search.ts';
import { useMessageWords } from './message-words.ts';
import styles from './messages.module.css';

type Rendered = ReplyTo<typeof notifications.calls.previewTemplate>;

/** What the words become, with made-up names. A letter is shown in a frame of its own that can do nothing. */
export function TemplatePreview({
  rendered,
  channel,
  stale,
}: {
  rendered: Rendered | undefined;
  channel: Channel;
  /** What is shown is of before the last change, which could not be read. */
  stale: boolean;
}) {
  const words = useMessageWords().templates;
  return (
    <section className={styles.preview} data-stale={stale || undefined}>
      <Title order={2} size="h4">
        {words.preview}
      </Title>
      <Soft mb="sm">{stale ? words.previewStale : words.previewText}</Soft>
      {!rendered && <Skeleton height={320} />}
      {rendered?.html && (
        <>
          <Text fw={620} mb="xs">
            {rendered.subject}
          </Text>
          <iframe className={styles.paper} sandbox="" srcDoc={rendered.html} title={words.letter} />
        </>
      )}
      {rendered && !rendered.html && (
        <div className={styles.bubble} data-channel={channel}>
          <Text fw={620} size="sm">
            {rendered.subject}
          </Text>
          <Text size="sm" style={{ whiteSpace: 'pre-line' }}>
            {rendered.text}
          </Text>
        </div>
      )}
    </section>
  );
}
