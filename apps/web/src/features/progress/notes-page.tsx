/** All of one's notes, by course and by what they say. */
import { progress } from '@kernos/services/learning/progress/contract';
import { Select } from '@mantine/core';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { NotebookPen, SearchX } from 'lucide-react';
import type { ReactNode } from 'react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { type Changes, changed } from '../../app/search-params.ts';
import { Empty } from '../../components/empty.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { Listing } from '../../components/listing.tsx';
import { Page } from '../../components/page.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { currentLanguage } from '../../language/words.ts';
import { useCoursesById } from '../courses/courses-by-id.ts';
import { seatsQuery } from '../enrollments/seats.ts';
import { NoteEntry } from './note-entry.tsx';
import styles from './notes.module.css';
import { useProgressWords } from './progress-words.ts';

const route = getRouteApi('/in/notes');

export type ListedNote = ReplyTo<typeof progress.calls.notes>['items'][number];

export function NotesPage(): ReactNode {
  const words = useProgressWords().notes;
  return (
    <Page title={words.title} lead={words.lead} width="narrow">
      <Tools />
      <Found />
    </Page>
  );
}

function useChange() {
  const search = route.useSearch();
  const navigate = useNavigate({ from: '/notes' });
  return (changes: Changes<typeof search>, replace = false) =>
    void navigate({ search: changed(search, changes), replace });
}

function Tools() {
  const words = useProgressWords().notes;
  const { q = '', course } = route.useSearch();
  const change = useChange();
  return (
    <search className={styles.tools}>
      <SearchInput
        className={styles.search}
        label={words.search}
        value={q}
        onSearch={(text) => change({ q: text }, true)}
      />
      <Select
        aria-label={words.course}
        className={styles.course}
        value={course ?? ''}
        allowDeselect={false}
        data={[{ value: '', label: words.allCourses }, ...useOwnCourses()]}
        onChange={(chosen) => change({ course: chosen ?? '' })}
      />
    </search>
  );
}

/** The courses one is or was in: notes stay when one leaves. */
function useOwnCourses(): { value: string; label: string }[] {
  const { data: seats } = useQuery(seatsQuery);
  const { data = [] } = useCoursesById([...new Set(seats?.map(({ courseId }) => courseId))]);
  return data
    .map(({ id, title }) => ({ value: id, label: title }))
    .sort((a, b) => a.label.localeCompare(b.label, currentLanguage()));
}

function Found() {
  const words = useProgressWords().notes;
  const { q, course } = route.useSearch();
  const list = useInfiniteQuery({
    ...pages(progress.calls.notes, { limit: 30, ...(q && { q }), ...(course && { courseId: course }) }),
    placeholderData: keepPreviousData,
  });
  const nothing =
    q || course ? (
      <Empty
        icon={SearchX}
        title={words.nothingTitle}
        action={
          <ButtonLink to="/notes" variant="default">
            {words.showAll}
          </ButtonLink>
        }
      >
        {words.nothingText}
      </Empty>
    ) : (
      <Empty
        icon={NotebookPen}
        title={words.emptyTitle}
        action={<ButtonLink to="/">{words.toReading}</ButtonLink>}
      >
        {words.emptyText}
      </Empty>
    );
  return (
    <Listing list={list} rows={4} rowHeight={110} empty={nothing}>
      {(items) =>
        byCourse(items).map(({ courseId, title, notes }) => (
          <section key={courseId} className={styles.section}>
            <h2 className={styles.heading}>{title ?? words.lostCourse}</h2>
            {notes.map((note) => (
              <NoteEntry key={note.lessonId} note={note} wanted={q ?? ''} />
            ))}
          </section>
        ))
      }
    </Listing>
  );
}

/** Together what belongs to one course; the course of the latest note first. */
function byCourse(items: readonly ListedNote[]) {
  const grouped = Map.groupBy(items, ({ courseId }) => courseId);
  return [...grouped].map(([courseId, notes]) => ({ courseId, title: notes[0]?.courseTitle, notes }));
}
