import type { courses } from '@kernos/services/learning/courses/contract';
import { Group, Stack } from '@mantine/core';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ReplyTo } from '../../../app/api.ts';
import { TextLink } from '../../../components/link.tsx';
import { Soft } from '../../../components/soft.tsx';
import type { Draft } from '../outline/moves.ts';
import { useStudioWords } from '../studio-words.ts';
import styles from './publishing.module.css';

type Compared = ReplyTo<typeof courses.calls.changes>;

/** What publishing comes to: what learners get, what is new of it, and what they would stumble over. */
export function BeforePublishing({ course, compared }: { course: Draft; compared: Compared | undefined }) {
  const words = useStudioWords().publish;
  const { changes = [], warnings = [] } = compared ?? {};
  const isFirst = course.publishedVersion === null;
  return (
    <Stack gap="md">
      <p>{isFirst ? words.text(course.modules.length, course.lessons) : words.textAgain}</p>
      {changes.length > 0 && (
        <section>
          <Soft fw={580}>{words.changes(changes.length)}</Soft>
          <ul className={styles.changes}>
            {changes.map(({ kind, change, id, title }) => (
              <li key={`${kind} ${id}`}>
                <span className={styles.change} data-change={change}>
                  {words.changed[change]}
                </span>{' '}
                {kind === 'lesson' && change !== 'removed' ? (
                  <LessonLink courseId={course.id} lessonId={id}>
                    {title}
                  </LessonLink>
                ) : (
                  title
                )}
                {kind !== 'lesson' && <Soft span> · {words.kinds[kind]}</Soft>}
              </li>
            ))}
          </ul>
        </section>
      )}
      {warnings.length > 0 && (
        <section className={styles.warnings}>
          <Group component="h3" gap={8} fz="sm">
            <TriangleAlert size={16} />
            {words.warnings(warnings.length)}
          </Group>
          <ul className={styles.changes}>
            {warnings.map(({ problem, id, title, link }) => (
              <li key={`${problem} ${id} ${link}`}>
                {problem === 'empty-module' ? (
                  title
                ) : (
                  <LessonLink courseId={course.id} lessonId={id}>
                    {title}
                  </LessonLink>
                )}
                {': '}
                {words.problems[problem](link ?? '')}
              </li>
            ))}
          </ul>
        </section>
      )}
    </Stack>
  );
}

function LessonLink({
  courseId,
  lessonId,
  children,
}: {
  courseId: string;
  lessonId: string;
  children: ReactNode;
}) {
  return (
    <TextLink to="/studio/$courseId/lessons/$lessonId" params={{ courseId, lessonId }}>
      {children}
    </TextLink>
  );
}
