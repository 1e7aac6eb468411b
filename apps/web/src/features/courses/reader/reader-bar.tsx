/** Above the text: where one is, how far the lesson is read, and what can be opened beside it. */
import { ActionIcon, Button, Text, Tooltip, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { Keyboard } from 'lucide-react';
import { type RefObject, useRef } from 'react';
import { isByFinger } from '../../../components/single-keys.ts';
import { useCourseWords } from '../course-words.ts';
import styles from './reader.module.css';
import { useReadShare } from './reading-position.ts';
import { panelButton, sidePanels } from './side-panels.tsx';

export function ReaderBar({
  number,
  total,
  text,
  side,
  show,
  openKeys,
}: {
  /** Of the lesson in its course, from 1; 0 where it is not in the outline. */
  number: number;
  total: number;
  text: RefObject<HTMLElement | null>;
  side: string | undefined;
  show: (panel: string | undefined, byFinger?: boolean) => void;
  openKeys: () => void;
}) {
  const words = useCourseWords().reader;
  const phone = useMediaQuery('(max-width: 48em)');
  const read = useRef<HTMLDivElement>(null);
  useReadShare(text, read);
  return (
    <>
      <Text inherit truncate flex={1} miw={0} className="numbers">
        {number > 0 && words.lessonOf(number, total)}
      </Text>
      {sidePanels.map(({ name, icon: Icon, Title }) => (
        <Button
          key={name}
          id={panelButton(name)}
          variant={side === name ? 'light' : 'subtle'}
          color={side === name ? 'terracotta' : 'gray'}
          c={side === name ? 'var(--accent-ink)' : 'var(--ink)'}
          size="compact-md"
          fw={500}
          fz="sm"
          aria-pressed={side === name}
          leftSection={phone ? undefined : <Icon size={17} />}
          onClick={(press) => show(side === name ? undefined : name, isByFinger(press))}
        >
          {phone ? (
            <>
              <Icon size={19} />
              <VisuallyHidden>
                <Title />
              </VisuallyHidden>
            </>
          ) : (
            <Title />
          )}
        </Button>
      ))}
      {!phone && (
        <Tooltip label={words.keys}>
          <ActionIcon size={34} aria-label={words.keys} onClick={openKeys}>
            <Keyboard size={18} />
          </ActionIcon>
        </Tooltip>
      )}
      <div ref={read} className={styles.read} />
    </>
  );
}
