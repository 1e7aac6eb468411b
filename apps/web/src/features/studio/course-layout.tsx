/** One course in the making: its pages beside each other, and the way to publish it. */
import { courses } from '@kernos/services/learning/courses/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Outlet } from '@tanstack/react-router';
import { query } from '../../app/api.ts';
import { Failure } from '../../components/failure.tsx';
import { TextLink } from '../../components/link.tsx';
import { Page } from '../../components/page.tsx';
import { PageSkeleton } from '../../components/skeletons.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { TabLinks } from '../../components/tab-links.tsx';
import { PublishButton } from './publish/publish-button.tsx';
import { standings } from './studio-page.tsx';
import { useStudioWords } from './studio-words.ts';

const route = getRouteApi('/in/studio/$courseId');

/** The draft, as those who edit it see it. */
export const draftQuery = (courseId: string) => query(courses.calls.get, { courseId }, ['course.']);

export function CourseLayout() {
  const words = useStudioWords();
  const { courseId } = route.useParams();
  const { data: course, error, refetch } = useQuery(draftQuery(courseId));
  if (error) return <Failure error={error} retry={() => void refetch()} />;
  if (!course) return <PageSkeleton />;
  const tabs = [{ to: `/studio/${courseId}/roster`, name: words.tabs.roster }];
  return (
    <Page
      title={course.title}
      above={<TextLink to="/studio">{words.back}</TextLink>}
      lead={<StateMark standing={standings[course.state]}>{words.states[course.state]}</StateMark>}
      actions={<PublishButton course={course} />}
    >
      <TabLinks label={course.title} tabs={tabs} />
      <Outlet />
    </Page>
  );
}
