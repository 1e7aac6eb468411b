import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { FileQuestion } from 'lucide-react';
import { useMe } from '../../../app/session.ts';
import { EmptyPage } from '../../../components/empty.tsx';
import { Failure } from '../../../components/failure.tsx';
import { ButtonLink } from '../../../components/link.tsx';
import { isMissing } from '../../../components/missing.tsx';
import { PageSkeleton } from '../../../components/skeletons.tsx';
import { useDraft } from '../../../drafts/use-draft.ts';
import { draftLessonQuery, draftQuery } from '../draft.ts';
import { useStudioWords } from '../studio-words.ts';
import { lessonDraft } from './lesson-draft.ts';
import { LessonEditor } from './lesson-editor.tsx';

const route = getRouteApi('/in/studio/$courseId/lessons/$lessonId');

/** Where a lesson is written. */
export function LessonPage() {
  const { courseId, lessonId } = route.useParams();
  const keeper = lessonDraft(useMe().id, lessonId);
  const course = useQuery(draftQuery(courseId));
  // Somebody else may have written meanwhile.
  const lesson = useQuery({
    ...draftLessonQuery(lessonId),
    refetchOnMount: 'always',
    refetchOnWindowFocus: 'always',
  });
  const state = useDraft(keeper, lesson.isFetching ? undefined : lesson.data);
  const error = course.error ?? lesson.error;
  if (course.data && lesson.data && state)
    return (
      <LessonEditor key={lessonId} course={course.data} lesson={lesson.data} keeper={keeper} state={state} />
    );
  if (!error) return <PageSkeleton />;
  if (isMissing(error)) return <Missing courseId={courseId} />;
  return <Failure error={error} retry={() => void Promise.all([course.refetch(), lesson.refetch()])} />;
}

function Missing({ courseId }: { courseId: string }) {
  const words = useStudioWords().lesson;
  return (
    <EmptyPage
      icon={FileQuestion}
      title={words.missingTitle}
      action={
        <ButtonLink to="/studio/$courseId" params={{ courseId }} variant="default">
          {words.toOutline}
        </ButtonLink>
      }
      text={words.missingText}
    />
  );
}
