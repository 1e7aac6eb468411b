/** One course in the making: its pages beside each other, and the way to publish it. */

import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { MissingPage } from '../../app/missing-page.tsx';
import { TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { isMissing } from '../../components/missing.tsx';
import { PageSkeleton } from '../../components/skeletons.tsx';
import { StateMark } from '../../components/state-mark.tsx';
import { TabsPage } from '../../patterns/tabs-page.tsx';
import { draftQuery } from './draft.ts';
import { PublishButton } from './publish/publish-button.tsx';
import { tones } from './studio-page.tsx';
import { useStudioWords } from './studio-words.ts';

const route = getRouteApi('/in/studio/$courseId');

export function CourseLayout() {
  const words = useStudioWords();
  const { courseId } = route.useParams();
  const draft = useQuery(draftQuery(courseId));
  const at = `/studio/${courseId}`;
  const tabs = [
    { to: at, name: words.tabs.outline },
    { to: `${at}/files`, name: words.tabs.files },
    { to: `${at}/roster`, name: words.tabs.roster },
    { to: `${at}/analytics`, name: words.tabs.analytics },
    { to: `${at}/settings`, name: words.tabs.settings },
  ];
  return (
    <Loaded query={draft} waiting={<PageSkeleton />} failed={(error) => isMissing(error) && <MissingPage />}>
      {(course) => (
        <TabsPage
          key={course.id}
          title={course.title}
          above={<TextLink to="/studio">{words.back}</TextLink>}
          lead={<StateMark tone={tones[course.state]}>{words.states[course.state]}</StateMark>}
          actions={<PublishButton course={course} />}
          tabs={tabs}
        />
      )}
    </Loaded>
  );
}
