import { KernosError } from '@kernos/kernel/errors';
import { FileQuestion } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyPage } from '../../components/empty.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { useCourseWords } from './course-words.ts';

/** For `failed` of a course that an address names: it is not there (any more), or not for this person. */
export const missingCourse = (error: Error): ReactNode =>
  error instanceof KernosError && [400, 403, 404].includes(error.status) && <MissingCourse />;

function MissingCourse() {
  const words = useCourseWords().course;
  return (
    <EmptyPage
      icon={FileQuestion}
      title={words.missingTitle}
      action={
        <ButtonLink to="/catalog" variant="default">
          {words.toCatalog}
        </ButtonLink>
      }
      text={words.missingText}
    />
  );
}
