import { courses } from '@kernos/services/learning/courses/contract';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { query } from '../../app/api.ts';
import { Page } from '../../components/page.tsx';

export function CatalogPage() {
  const { data } = useSuspenseQuery(query(courses.calls.list, {}, ['course.']));
  return (
    <Page title="Catalog">
      {data.items.map((course) => (
        <Link key={course.id} to="/courses/$courseId" params={{ courseId: course.id }}>
          {course.title}
        </Link>
      ))}
    </Page>
  );
}
