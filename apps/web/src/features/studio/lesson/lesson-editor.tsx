import { courses } from '@kernos/services/learning/courses/contract';
import { Skeleton } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { upload } from '../../../app/upload.ts';
import { Failure } from '../../../components/failure.tsx';
import { useTabTitle } from '../../../components/page.tsx';
import { sayFailure } from '../../../components/undo.tsx';
import { markdownOf } from '../files/markdown-of.ts';
import { useStudioWords } from '../studio-words.ts';
import type { EditorProps } from './data.ts';
import { EditorBar } from './editor-bar.tsx';
import styles from './lesson.module.css';
import type { LessonKeeper } from './lesson-draft.ts';
import type { EditorHandle } from './markdown-editor.tsx';
import { PreviewPane } from './preview-pane.tsx';
import { Toolbar } from './toolbar.tsx';

// What most pages never need is fetched with the first lesson that is written.
const MarkdownEditor = lazy(() =>
  import('./markdown-editor.tsx').then((m) => ({ default: m.MarkdownEditor })),
);
const ConflictPanel = lazy(() => import('./conflict-panel.tsx').then((m) => ({ default: m.ConflictPanel })));
const HistoryPanel = lazy(() => import('./history-panel.tsx').then((m) => ({ default: m.HistoryPanel })));

const route = getRouteApi('/in/studio/$courseId/lessons/$lessonId');

export function LessonEditor({ course, lesson, keeper, state }: EditorProps) {
  const { view = 'both', history } = route.useSearch();
  useTabTitle(state.draft.title);
  useSaveKey(keeper);
  const editor = useRef<EditorHandle>(null);
  return (
    <div className={styles.page}>
      <EditorBar course={course} lesson={lesson} keeper={keeper} state={state} />
      {state.status === 'refused' && state.error && (
        <Failure error={state.error} retry={() => void keeper.save()} />
      )}
      <Suspense fallback={<Skeleton height="60vh" aria-busy="true" />}>
        {state.theirs ? (
          <ConflictPanel lessonId={lesson.id} keeper={keeper} state={state} theirs={state.theirs} />
        ) : history ? (
          <HistoryPanel lesson={lesson} keeper={keeper} />
        ) : (
          <>
            <Toolbar editor={editor} view={view} />
            <div className={styles.panes} data-view={view}>
              <Writing editor={editor} courseId={course.id} keeper={keeper} state={state} />
              {view !== 'write' && <PreviewPane course={course} lesson={lesson} text={state.draft} />}
            </div>
          </>
        )}
      </Suspense>
    </div>
  );
}

function Writing({
  editor,
  courseId,
  keeper,
  state,
}: {
  editor: React.RefObject<EditorHandle | null>;
  courseId: string;
} & Pick<EditorProps, 'keeper' | 'state'>) {
  const words = useStudioWords().lesson;
  const bring = async (file: File): Promise<string> => {
    const kept = await upload(
      courses.calls.addFile,
      { courseId },
      { file: { blob: file, fileName: nameOf(file) } },
    );
    return markdownOf(kept);
  };
  return (
    <section className={styles.writing} aria-label={words.text}>
      <MarkdownEditor
        handle={editor}
        label={words.text}
        placeholder={words.placeholder}
        value={state.draft.markdown}
        onChange={(markdown) => keeper.type({ markdown })}
        bring={bring}
        onRefused={sayFailure}
        uploading={words.uploading}
      />
    </section>
  );
}

// What is pasted from a screen has no name of its own.
const nameOf = (file: File): string =>
  file.name && file.name !== 'image.png' ? file.name : `image-${new Date().toISOString().slice(0, 10)}.png`;

/** Ctrl/Cmd-S: many press it all the time; it saves at once. */
function useSaveKey(keeper: LessonKeeper): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      void keeper.save();
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [keeper]);
}
