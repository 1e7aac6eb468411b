/** Home, shaped by what one does here: what to read next; one's courses and who learns in them; how it all runs. */

import { progress } from '@kernos/services/learning/progress/contract';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense } from 'react';
import { query, type ReplyTo } from '../../app/api.ts';
import { holds, useMe } from '../../app/session.ts';
import { Loaded } from '../../components/loaded.tsx';
import { useTabTitle } from '../../components/page.tsx';
import { part } from '../../components/part.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { hourOf } from '../../language/format.ts';
import { useNow } from '../../language/now.ts';
import { useZone } from '../../language/time-zone.ts';
import { useLearns } from '../enrollments/seats.ts';
import styles from './home.module.css';
import { Finished, Others, Updated } from './home-lists.tsx';
import { FirstStep, NextStep } from './next-step.tsx';
import { useProgressWords } from './progress-words.ts';
import { Recommended } from './recommended.tsx';
import { StreakStrip } from './streak-strip.tsx';

// For those roles alone.
const Teaching = part(() => import('../analytics/teaching.tsx'), 'Teaching');
const Running = part(() => import('../operations/running.tsx'), 'Running');

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
      <div className={styles.roles}>
        <Suspense fallback={<RowsSkeleton rows={3} />}>
          {holds(me, 'admin') && <Running />}
          {holds(me, 'instructor') && <Teaching />}
        </Suspense>
        {learns && <Learning timeZone={timeZone} />}
      </div>
    </div>
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
        <Updated news={home.news} />
        <Recommended />
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
