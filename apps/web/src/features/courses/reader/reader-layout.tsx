/**
 * The reader's room: outline, text, and a side for what accompanies the text. Where there is no room for all,
 * the outline goes first, into a drawer; then the side, into a sheet that leaves the text in sight.
 */
import { ActionIcon, Box, Button, Drawer, Stack, Tooltip } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { useRouterState } from '@tanstack/react-router';
import { ChevronDown, ChevronUp, PanelLeft, X } from 'lucide-react';
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
  /** As a sheet: one line, so that the text below it can be read. */
  readonly isSmall: boolean;
  readonly shrink: (toOneLine: boolean) => void;
  /** A citation in it leads into the text. */
  readonly follow: () => void;
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
    <div className={styles.reader} data-sheet={(side && !roomForSide) || undefined}>
      {roomForOutline ? <nav className={styles.outline}>{outline}</nav> : <span />}
      <Box miw={0}>
        <div className={styles.bar} data-top-bar="">
          {!roomForOutline && <OutlineDrawer>{outline}</OutlineDrawer>}
          {bar}
        </div>
        {children}
      </Box>
      {side && <SidePart side={side} isSheet={!roomForSide} />}
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

/** A column where there is room for one; else a sheet over the foot of the page, which can be made one line. */
function SidePart({ side, isSheet }: { side: Side; isSheet: boolean }) {
  const words = useCourseWords().reader;
  const id = useId();
  const isSmall = isSheet && side.isSmall;
  return (
    <aside
      className={isSheet ? styles.sheet : styles.side}
      aria-labelledby={id}
      data-takes-keys={isSmall ? undefined : ''}
      data-small={isSmall || undefined}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        side.close();
      }}
      onClick={({ target }) => {
        if ((target as Element).closest('a[href*="passage="]')) side.follow();
      }}
    >
      <div className={styles.sideHead}>
        <h2 id={id}>{side.title}</h2>
        {isSheet && (
          <Button
            variant="subtle"
            color="gray"
            c="var(--ink)"
            size="compact-md"
            aria-expanded={!isSmall}
            rightSection={isSmall ? <ChevronUp size={17} /> : <ChevronDown size={17} />}
            onClick={() => side.shrink(!isSmall)}
          >
            {isSmall ? words.unfoldSide : words.foldSide}
          </Button>
        )}
        <ActionIcon size="lg" aria-label={words.close} onClick={side.close}>
          <X size={17} />
        </ActionIcon>
      </div>
      <Stack className={styles.sideBody} flex={1} mih={0} gap={0} inert={isSmall}>
        <Suspense fallback={<RowsSkeleton rows={3} />}>{side.content}</Suspense>
      </Stack>
    </aside>
  );
}
