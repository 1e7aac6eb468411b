import { NativeSelect } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { labelled } from '../../../language/format.ts';
import { useAssistantWords } from '../assistant-words.ts';
import styles from './ask.module.css';
import { useCoursesToAsk } from './my-courses.ts';

/** What the answers may come from: one course, or all that one may read. */
export function CourseChoice({ courseId }: { courseId: string | undefined }) {
  const words = useAssistantWords();
  const navigate = useNavigate();
  const known = useCoursesToAsk();
  if (!known || known.length === 0) return null;
  return (
    <NativeSelect
      className={styles.course}
      aria-label={words.within}
      variant="unstyled"
      size="xs"
      value={courseId ?? ''}
      data={[
        { value: '', label: words.everything },
        ...known.map(({ id, title }) => ({ value: id, label: `${labelled(words.within)} ${title}` })),
      ]}
      onChange={({ currentTarget: { value } }) =>
        void navigate({ to: '/ask', search: value ? { course: value } : {}, replace: true })
      }
    />
  );
}
