import { ActionIcon, Box, Group, Tooltip } from '@mantine/core';
import { useHotkeys } from '@mantine/hooks';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import {
  Check,
  ChevronLeft,
  ChevronRight,
  CloudOff,
  History,
  LoaderCircle,
  PenLine,
  TriangleAlert,
} from 'lucide-react';
import { TextLink } from '../../../components/link.tsx';
import { useStudioWords } from '../studio-words.ts';
import type { EditorProps } from './data.ts';
import styles from './editor-bar.module.css';
import type { LessonState } from './lesson-draft.ts';

const route = getRouteApi('/in/studio/$courseId/lessons/$lessonId');

/** Above the text: where it belongs, its title, whether it is saved, and its neighbours. */
export function EditorBar({ course, lesson, keeper, state }: EditorProps) {
  const words = useStudioWords().lesson;
  const { title } = state.draft;
  return (
    <Box component="header" flex="none">
      <Group component="p" justify="space-between" gap="4px 20px" fz="sm" align="normal">
        <TextLink to="/studio/$courseId" params={{ courseId: course.id }}>
          {course.title}
        </TextLink>
        <SaveState state={state} />
      </Group>
      <Group gap={16} wrap="nowrap" mt={4} mb={8}>
        <h1 className="sr-only">{title}</h1>
        <input
          className={styles.title}
          aria-label={words.title}
          placeholder={words.titlePlaceholder}
          maxLength={200}
          value={title}
          onChange={({ currentTarget }) => keeper.type({ title: currentTarget.value })}
        />
        <Tools course={course} lesson={lesson} busy={state.status === 'conflict'} />
      </Group>
    </Box>
  );
}

function Tools({ course, lesson, busy }: Pick<EditorProps, 'course' | 'lesson'> & { busy: boolean }) {
  const words = useStudioWords().lesson;
  const search = route.useSearch();
  const navigate = useNavigate();
  const all = course.modules.flatMap(({ lessons }) => lessons);
  const at = all.findIndex(({ id }) => id === lesson.id);
  const [previous, next] = [all[at - 1], all[at + 1]];
  const go = (to: { id: string } | undefined) =>
    to &&
    void navigate({
      to: '/studio/$courseId/lessons/$lessonId',
      params: { courseId: course.id, lessonId: to.id },
      search,
    });
  useHotkeys(
    [
      ['alt+PageUp', () => go(previous)],
      ['alt+PageDown', () => go(next)],
    ],
    [],
    true,
  );
  return (
    <Group flex="none" gap={2}>
      <Neighbour to={previous} label={words.previous} keys="Alt+PageUp" courseId={course.id}>
        <ChevronLeft size={18} />
      </Neighbour>
      <Neighbour to={next} label={words.next} keys="Alt+PageDown" courseId={course.id}>
        <ChevronRight size={18} />
      </Neighbour>
      <Tooltip label={search.history ? words.backToText : words.history}>
        <ActionIcon
          variant={search.history ? 'light' : 'subtle'}
          color={search.history ? 'terracotta' : 'gray'}
          size="lg"
          disabled={busy}
          aria-label={search.history ? words.backToText : words.history}
          onClick={() =>
            void navigate({
              to: '.',
              search: search.history
                ? { ...(search.view && { view: search.view }) }
                : { ...search, history: true },
            })
          }
        >
          {search.history ? <PenLine size={18} /> : <History size={18} />}
        </ActionIcon>
      </Tooltip>
    </Group>
  );
}

function Neighbour({
  to,
  label,
  keys,
  courseId,
  children,
}: {
  to: { id: string; title: string } | undefined;
  label: (title: string) => string;
  keys: string;
  courseId: string;
  children: React.ReactNode;
}) {
  const { view } = route.useSearch();
  if (!to)
    return (
      <ActionIcon size="lg" disabled aria-label={label('')}>
        {children}
      </ActionIcon>
    );
  return (
    <Tooltip label={`${label(to.title)} (${keys})`}>
      <Link
        to="/studio/$courseId/lessons/$lessonId"
        params={{ courseId, lessonId: to.id }}
        search={view ? { view } : {}}
        aria-label={label(to.title)}
        className={styles.neighbour}
      >
        {children}
      </Link>
    </Tooltip>
  );
}

const signs = {
  saved: Check,
  typing: LoaderCircle,
  saving: LoaderCircle,
  waiting: CloudOff,
  'signed-out': CloudOff,
  refused: TriangleAlert,
  conflict: TriangleAlert,
} as const satisfies Record<LessonState['status'], unknown>;

function SaveState({ state: { status } }: { state: LessonState }) {
  const words = useStudioWords().lesson;
  const Sign = signs[status];
  return (
    <span className={styles.state} data-status={status} role="status">
      <Sign size={15} />
      {words.status[status]}
    </span>
  );
}
