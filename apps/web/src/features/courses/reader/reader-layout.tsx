/**
 * The reader's room: outline, text, and a side for what accompanies the text. Where there is no room for all,
 * the outline goes first, then the side; both open as drawers then.
 */
import { ActionIcon, Box, Drawer, Stack, Tooltip } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useRouterState } from '@tanstack/react-router';
import { PanelLeft, X } from 'lucide-react';
import { type ReactNode, Suspense, useEffect, useId } from 'react';
import { RowsSkeleton } from '../../../components/skeletons.tsx';
import { useCourseWords } from '../course-words.ts';
import styles from './reader.module.css';

const useWide = (query: string): boolean =>
  useMediaQuery(query, undefined, { getInitialValueInEffect: false }) === true;

/** What stands in the right side, e.g. notes. */
export interface Side {
  /** Text alone. */
  readonly title: ReactNode;
  readonly content: ReactNode;
  readonly close: () => void;
}

export function ReaderLayout({
  outline,
  bar,
  side,
  children,
}: {
  outline: ReactNode;
  /** The reader's bar: where one is, and its buttons. */
  bar: ReactNode;
  side: Side | undefined;
  children: ReactNode;
}) {
  const roomForSide = useWide('(min-width: 68em)');
  const roomForOutline = useWide(side ? '(min-width: 98em)' : '(min-width: 68em)');
  return (
    <div className={styles.reader}>
      {roomForOutline ? <nav className={styles.outline}>{outline}</nav> : <span />}
      <Box miw={0}>
        <div className={styles.bar}>
          {!roomForOutline && <OutlineDrawer>{outline}</OutlineDrawer>}
          {bar}
        </div>
        {children}
      </Box>
      {side && (roomForSide ? <SideColumn side={side} /> : <SideDrawer side={side} />)}
    </div>
  );
}

function OutlineDrawer({ children }: { children: ReactNode }) {
  const words = useCourseWords().reader;
  const [opened, { open, close }] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.href });
  // biome-ignore lint/correctness/useExhaustiveDependencies: going somewhere is what closes it
  useEffect(close, [path]);
  return (
    <>
      <Tooltip label={words.openOutline}>
        <ActionIcon size={40} aria-label={words.openOutline} onClick={open}>
          <PanelLeft size={19} />
        </ActionIcon>
      </Tooltip>
      <Drawer
        opened={opened}
        onClose={close}
        size={330}
        title={words.outline}
        closeButtonProps={{ 'aria-label': words.close }}
        classNames={{ body: styles.drawer ?? '' }}
      >
        {children}
      </Drawer>
    </>
  );
}

function SideColumn({ side }: { side: Side }) {
  const words = useCourseWords().reader;
  const id = useId();
  return (
    <aside className={styles.side} aria-labelledby={id}>
      <div className={styles.sideHead}>
        <h2 id={id}>{side.title}</h2>
        <ActionIcon aria-label={words.close} onClick={side.close}>
          <X size={17} />
        </ActionIcon>
      </div>
      <Stack flex={1} mih={0} gap={0}>
        <Suspense fallback={<RowsSkeleton rows={3} />}>{side.content}</Suspense>
      </Stack>
    </aside>
  );
}

function SideDrawer({ side }: { side: Side }) {
  const words = useCourseWords().reader;
  const phone = useWide('(max-width: 48em)');
  return (
    <Drawer
      opened
      onClose={side.close}
      position={phone ? 'bottom' : 'right'}
      size={phone ? '70%' : 380}
      radius={phone ? 'lg' : 0}
      title={side.title}
      // The text stays in sight: it is what the side is about.
      overlayProps={{ backgroundOpacity: 0.12 }}
      closeButtonProps={{ 'aria-label': words.close }}
      styles={{ body: { height: 'calc(100% - 60px)', padding: 0, display: 'flex', flexDirection: 'column' } }}
    >
      <Suspense fallback={<RowsSkeleton rows={3} />}>{side.content}</Suspense>
    </Drawer>
  );
}
