/** Five weeks of days: how many lessons each had, by the size of its cup and in words. */

import type { progress } from '@kernos/services/learning/progress/contract';
import { Text, VisuallyHidden } from '@mantine/core';
import type { ReplyTo } from '../../app/api.ts';
import { Soft } from '../../components/soft.tsx';
import { calendar, labelled } from '../../language/format.ts';
import styles from './home.module.css';
import { useProgressWords } from './progress-words.ts';

type Streak = ReplyTo<typeof progress.calls.home>['streak'];

export function StreakStrip({ streak }: { streak: Streak }) {
  const words = useProgressWords().streak;
  const { current, longest, days } = streak;
  const today = days.at(-1);
  const active = days.filter(({ count }) => count > 0).length;
  const sentence = current === 0 ? words.none : today && today.count > 0 ? words.today : words.open;
  return (
    <section>
      <h2 className={styles.heading}>{words.title}</h2>
      {current > 0 && (
        <Text fz="1.375rem" fw={560} lh={1.25}>
          {words.days(current)}
        </Text>
      )}
      <Soft mt={2} mb={16}>
        {sentence}
      </Soft>
      <Weekdays days={days.slice(0, 7)} />
      <ul className={styles.calendar} aria-label={words.caption}>
        {days.map((day) => (
          <Day key={day.date} {...day} today={day === today} />
        ))}
      </ul>
      {active > 0 && <p className={styles.streakFoot}>{words.active(active)}</p>}
      {longest > current && <p className={styles.streakFoot}>{words.longest(longest)}</p>}
    </section>
  );
}

function Weekdays({ days }: { days: Streak['days'] }) {
  return (
    <div className={styles.calendar} aria-hidden="true">
      {days.map(({ date }) => (
        <Text span c="dimmed" fz="0.6875rem" ta="center" key={date}>
          {calendar(date, { weekday: 'narrow' })}
        </Text>
      ))}
    </div>
  );
}

function Day({ date, count, today }: Streak['days'][number] & { today: boolean }) {
  const words = useProgressWords().streak;
  const day = calendar(date, { weekday: 'long', day: 'numeric', month: 'long' });
  const sentence = `${labelled(day)} ${words.onDay(count)}`;
  return (
    <li className={styles.day} data-count={Math.min(3, count)} data-today={today} title={sentence}>
      <VisuallyHidden>{sentence}</VisuallyHidden>
    </li>
  );
}
