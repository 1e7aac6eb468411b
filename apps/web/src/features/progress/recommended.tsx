import { courses } from '@kernos/services/learning/courses/contract';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { query } from '../../app/api.ts';
import { useMe } from '../../app/session.ts';
import { Cover } from '../../components/cover.tsx';
import { Facts } from '../../components/facts.tsx';
import { TextLink } from '../../components/link.tsx';
import { duration } from '../../language/format.ts';
import { useSeats } from '../enrollments/seats.ts';
import styles from './home.module.css';
import { WELCOME } from './next-step.tsx';
import { useProgressWords } from './progress-words.ts';

const MOST = 3;

/** The newest courses of others that one is not in; the one that shows around is offered by itself. */
export function Recommended() {
  const words = useProgressWords().home;
  const seats = useSeats();
  const { id: me } = useMe();
  const { data } = useQuery(query(courses.calls.list, { state: 'published', limit: 20 }, ['course.']));
  const others = (data?.items ?? [])
    .filter(({ id, title, instructorId }) => !seats?.has(id) && instructorId !== me && title !== WELCOME)
    .slice(0, MOST);
  if (seats === undefined || others.length === 0) return null;
  return (
    <section>
      <h2 className={styles.heading}>{words.recommended}</h2>
      <ul className={styles.covers}>
        {others.map(({ id, title, lessons, minutes }) => (
          <li key={id}>
            <Link to="/courses/$courseId" params={{ courseId: id }} className={styles.course}>
              <Cover of={id} />
              <span className={styles.rowTitle}>{title}</span>
              <Facts>
                {words.lessons(lessons)}
                {duration(minutes)}
              </Facts>
            </Link>
          </li>
        ))}
      </ul>
      <TextLink size="sm" mt={8} display="inline-block" to="/catalog">
        {words.allCourses}
      </TextLink>
    </section>
  );
}
