/** Home: where to go on, and what happened meanwhile. */

import { progress } from '@kernos/services/learning/progress/contract';
import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Fragment } from 'react';
import { query, type ReplyTo } from '../../app/api.ts';
import type { PlaceGroup } from '../../app/place.ts';
import { usePlaces } from '../../app/places.ts';
import { useMe } from '../../app/session.ts';
import { TextLink } from '../../components/link.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { useTabTitle } from '../../components/page.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { hourOf } from '../../language/format.ts';
import { useNow } from '../../language/now.ts';
import { useZone } from '../../language/time-zone.ts';
import { useLanguage } from '../../language/words.ts';
import { useLearns } from '../enrollments/seats.ts';
import { organization } from '../identity/places.ts';
import { teaching } from '../studio/places.ts';
import styles from './home.module.css';
import { Finished, News, Others } from './home-lists.tsx';
import { FirstStep, NextStep } from './next-step.tsx';
import { useProgressWords } from './progress-words.ts';
import { StreakStrip } from './streak-strip.tsx';

export function HomePage() {
  const words = useProgressWords().home;
  const me = useMe();
  const learns = useLearns();
  const first = me.name.trim().split(/\s+/)[0] ?? me.name;
  // Days are counted in the time zone that a person chose, or else in that of this device.
  const timeZone = useZone();
  const hour = hourOf(useNow());
  const greet = hour >= 5 && hour < 12 ? words.morning : hour >= 18 || hour < 5 ? words.evening : words.day;
  useTabTitle(words.tab);
  return (
    <div className={styles.page}>
      <h1 className={styles.greeting}>{greet(first)}</h1>
      <OwnPlaces group={teaching} lead={words.teach} />
      <OwnPlaces group={organization} lead={words.run} />
      {learns ? <Learning timeZone={timeZone} /> : <FirstStep />}
    </div>
  );
}

/** For who teaches or runs things: the way to their places, in one line. */
function OwnPlaces({ group, lead }: { group: PlaceGroup; lead: string }) {
  const words = useProgressWords().home;
  const language = useLanguage();
  const own = usePlaces()
    .filter((place) => place.group === group)
    .slice(0, 3);
  if (own.length === 0) return null;
  return (
    <Text c="dimmed">
      {lead}{' '}
      {own.map(({ to, name }, at) => (
        <Fragment key={to}>
          {at > 0 && (at === own.length - 1 ? ` ${words.and} ` : ', ')}
          <TextLink to={to}>{name[language]}</TextLink>
        </Fragment>
      ))}
    </Text>
  );
}

function Learning({ timeZone }: { timeZone: string }) {
  const home = useQuery(
    query(progress.calls.home, { timeZone }, ['progress.updated', 'lesson.', 'course.', 'enrollment.']),
  );
  return (
    <Loaded query={home} waiting={<HomeSkeleton />}>
      {(data) => <Columns home={data} />}
    </Loaded>
  );
}

function Columns({ home }: { home: ReplyTo<typeof progress.calls.home> }) {
  const [next, ...others] = home.resume;
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        {next ? <NextStep point={next} /> : <FirstStep finished={home.finished.length > 0} />}
        <Others points={others} />
        <News news={home.news} />
      </div>
      <div className={styles.aside}>
        <StreakStrip streak={home.streak} />
        <Finished finished={home.finished} />
      </div>
    </div>
  );
}

function HomeSkeleton() {
  return (
    <div className={styles.columns}>
      <div className={styles.main}>
        <Skeleton height={196} radius={20} />
        <RowsSkeleton rows={4} height={56} />
      </div>
      <div className={styles.aside}>
        <Skeleton height={230} radius="lg" />
      </div>
    </div>
  );
}
