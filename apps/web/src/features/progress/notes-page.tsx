/** All of one's notes, newest first, by course and by what they say. */
import { progress } from '@kernos/services/learning/progress/contract';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { NotebookPen, SearchX } from 'lucide-react';
import { pages } from '../../app/api.ts';
import { ButtonLink } from '../../components/link.tsx';
import { currentLanguage } from '../../language/words.ts';
import { ListPage } from '../../patterns/list-page.tsx';
import { useCoursesById } from '../courses/courses-by-id.ts';
import { seatsQuery } from '../enrollments/seats.ts';
import { NoteEntry } from './note-entry.tsx';
import { useProgressWords } from './progress-words.ts';

const route = getRouteApi('/in/notes');

export function NotesPage() {
  const words = useProgressWords().notes;
  const search = route.useSearch();
  const { q = '', course: courseId } = search;
  const all = (
    <ButtonLink to="/notes" variant="default">
      {words.showAll}
    </ButtonLink>
  );
  return (
    <ListPage
      title={words.title}
      lead={words.lead}
      width="narrow"
      label={words.title}
      pages={pages(progress.calls.notes, { limit: 30, ...(q && { q }), ...(courseId && { courseId }) })}
      idOf={({ lessonId }) => lessonId}
      search={search}
      filters={[
        { kind: 'search', name: 'q', label: words.search },
        {
          kind: 'choice',
          name: 'course',
          label: words.course,
          any: words.allCourses,
          choices: useOwnCourses(),
        },
      ]}
      empty={{
        icon: NotebookPen,
        title: words.emptyTitle,
        text: words.emptyText,
        action: <ButtonLink to="/">{words.toReading}</ButtonLink>,
      }}
      noMatch={{ icon: SearchX, title: words.nothingTitle, text: words.nothingText, action: all }}
      row={(note) => <NoteEntry note={note} wanted={q} />}
      rowHeight={110}
      airy
    />
  );
}

/** The courses one is or was in: notes stay when one leaves. */
function useOwnCourses(): Record<string, string> {
  const { data: seats } = useQuery(seatsQuery);
  const { data = [] } = useCoursesById([...new Set(seats?.map(({ courseId }) => courseId))]);
  const sorted = [...data].sort((a, b) => a.title.localeCompare(b.title, currentLanguage()));
  return Object.fromEntries(sorted.map(({ id, title }) => [id, title]));
}
