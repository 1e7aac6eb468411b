/** The draft of a course as learners will read it, from lesson to lesson. */
import { Stack, VisuallyHidden } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ChevronLeft, type LucideIcon, PenLine } from 'lucide-react';
import { useMemo, useRef } from 'react';
import { ButtonLink } from '../../../components/link.tsx';
import { Loaded, together } from '../../../components/loaded.tsx';
import { missing } from '../../../components/missing.tsx';
import { useSingleKeys } from '../../../components/single-keys.ts';
import { PageSkeleton } from '../../../components/skeletons.tsx';
import { LessonHead } from '../../courses/reader/lesson-body.tsx';
import { Ways } from '../../courses/reader/lesson-foot.tsx';
import { LessonText } from '../../courses/reader/lesson-text.tsx';
import { OutlineRail } from '../../courses/reader/outline-rail.tsx';
import readerStyles from '../../courses/reader/reader.module.css';
import { ReaderLayout } from '../../courses/reader/reader-layout.tsx';
import { draftLessonQuery, draftQuery } from '../draft.ts';
import { useLessonLinks } from '../lesson/use-lesson-links.ts';
import type { Draft } from '../outline/moves.ts';
import { useStudioWords } from '../studio-words.ts';
import styles from './preview.module.css';

const route = getRouteApi('/in/studio/$courseId/preview/$lessonId');
const previewPage = '/studio/$courseId/preview/$lessonId';

export function PreviewPage() {
  const words = useStudioWords().lesson;
  const { courseId, lessonId } = route.useParams();
  const course = useQuery(draftQuery(courseId));
  const lesson = useQuery({ ...draftLessonQuery(lessonId), refetchOnMount: 'always' });
  return (
    <Loaded query={together({ course, lesson })} waiting={<PageSkeleton />} failed={missing(words)}>
      {(shown) => <Preview {...shown} />}
    </Loaded>
  );
}

function Preview({ course, lesson }: { course: Draft; lesson: Parameters<typeof LessonText>[0]['lesson'] }) {
  const words = useStudioWords();
  const navigate = useNavigate();
  const text = useRef<HTMLDivElement>(null);
  const onClick = useLessonLinks(course.id, previewPage);
  const all = useMemo(
    () => course.modules.flatMap(({ title, lessons }) => lessons.map((one) => ({ ...one, module: title }))),
    [course],
  );
  const at = all.findIndex(({ id }) => id === lesson.id);
  const [previous, next] = [all[at - 1], all[at + 1]];
  const go = (to: { id: string } | undefined) => () =>
    to && void navigate({ to: previewPage, params: { courseId: course.id, lessonId: to.id } });
  useSingleKeys({ j: go(next), ArrowRight: go(next), k: go(previous), ArrowLeft: go(previous) });
  return (
    <ReaderLayout
      outline={
        <OutlineRail
          course={course}
          lesson={lesson}
          lessonId={lesson.id}
          standing={undefined}
          lessonPage={previewPage}
        />
      }
      bar={<Bar course={course} lessonId={lesson.id} />}
      side={undefined}
    >
      <article className={readerStyles.column} onClickCapture={onClick}>
        <LessonHead lesson={lesson} module={all[at]?.module} />
        {lesson.html.trim() === '' && <p>{words.preview.empty}</p>}
        <LessonText course={course} lesson={lesson} text={text} />
        <Stack component="footer" mt={56}>
          <Ways courseId={course.id} previous={previous} next={next} lessonPage={previewPage} />
        </Stack>
      </article>
    </ReaderLayout>
  );
}

function Bar({ course, lessonId }: { course: Draft; lessonId: string }) {
  const words = useStudioWords().preview;
  const phone = useMediaQuery('(max-width: 48em)');
  return (
    <>
      <ButtonLink
        to="/studio/$courseId"
        params={{ courseId: course.id }}
        variant="subtle"
        color="gray"
        c="var(--ink)"
        size="compact-md"
        leftSection={phone ? undefined : <ChevronLeft size={16} />}
      >
        {phone ? <Pictured icon={ChevronLeft}>{words.back}</Pictured> : words.back}
      </ButtonLink>
      <span className={styles.note}>{words.note}</span>
      <ButtonLink
        to="/studio/$courseId/lessons/$lessonId"
        params={{ courseId: course.id, lessonId }}
        variant="default"
        size="compact-md"
        leftSection={phone ? undefined : <PenLine size={15} />}
      >
        {phone ? <Pictured icon={PenLine}>{words.edit}</Pictured> : words.edit}
      </ButtonLink>
    </>
  );
}

/** A picture in place of words, so that what stands between two of them has room on a phone. */
function Pictured({ icon: Icon, children }: { icon: LucideIcon; children: string }) {
  return (
    <>
      <Icon size={19} />
      <VisuallyHidden>{children}</VisuallyHidden>
    </>
  );
}
