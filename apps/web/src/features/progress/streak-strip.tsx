/** Five weeks of days: how many lessons each had, by the size of its cup and in words. */

import type { progress } from '@kernos/services/learning/progress/contract';
import { VisuallyHidden } from '@mantine/core';
import type { ReplyTo } from '../../app/api.ts';
import { calendar } from '../../language/format.ts';
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
      {current > 0 && <p className={styles.streakDays}>{words.days(current)}</p>}
      <p className={styles.streakText}>{sentence}</p>
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
        <span key={date} className={styles.weekday}>
          {calendar(date, { weekday: 'narrow' })}
        </span>
      ))}
    </div>
  );
}

function Day({ date, count, today }: Streak['days'][number] & { today: boolean }) {
  const words = useProgressWords().streak;
  const day = calendar(date, { weekday: 'long', day: 'numeric', month: 'long' });
  const sentence = `${day}: ${words.onDay(count)}`;
  return (
    <li className={styles.day} data-count={Math.min(3, count)} data-today={today} title={sentence}>
      <VisuallyHidden>{sentence}</VisuallyHidden>
    </li>
  );
}
