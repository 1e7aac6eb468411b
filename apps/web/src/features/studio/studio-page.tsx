import { courses } from '@kernos/services/learning/courses/contract';
import { Button, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { PenLine, Plus, Upload } from 'lucide-react';
import { pages, type ReplyTo } from '../../app/api.ts';
import { changed } from '../../app/search-params.ts';
import { Facts } from '../../components/facts.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { Soft } from '../../components/soft.tsx';
import { StateMark, type Tone } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import { FormDialog } from '../../patterns/form-dialog.tsx';
import { ListPage } from '../../patterns/list-page.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import styles from './studio.module.css';
import { useStudioWords } from './studio-words.ts';

type Course = ReplyTo<typeof courses.calls.list>['items'][number];
const route = getRouteApi('/in/studio');
export const tones: Record<Course['state'], Tone> = {
  draft: 'waiting',
  publishing: 'running',
  published: 'good',
  archived: 'off',
};

export function StudioPage() {
  const words = useStudioWords();
  const { make, ...search } = route.useSearch();
  const navigate = route.useNavigate();
  const making = (opened: boolean) =>
    void navigate({ search: (now) => changed(now, { make: opened }), replace: true });
  const actions = (
    <>
      <Button variant="default" leftSection={<Plus size={16} />} onClick={() => making(true)}>
        {words.newCourse}
      </Button>
      <ButtonLink to="/studio/import" leftSection={<Upload size={16} />}>
        {words.importCourse}
      </ButtonLink>
    </>
  );
  return (
    <ListPage
      title={words.title}
      lead={words.lead}
      actions={actions}
      label={words.title}
      pages={pages(courses.calls.list, { mine: true, limit: 30, ...search }, ['course.'])}
      idOf={({ id }) => id}
      search={search}
      filters={[{ kind: 'search', name: 'q', label: words.search }]}
      empty={{ icon: PenLine, title: words.none, text: words.noneText }}
      noMatch={{ icon: PenLine, title: words.noMatch }}
      row={(course) => <CourseRow course={course} />}
      rowHeight={68}
    >
      <NewCourse opened={make === true} close={() => making(false)} />
    </ListPage>
  );
}

function CourseRow({ course }: { course: Course }) {
  const words = useStudioWords();
  return (
    <Link to="/studio/$courseId" params={{ courseId: course.id }} className={styles.course}>
      <Stack component="span" gap={2} miw={0}>
        <Text fw={580} component="span">
          {course.title}
        </Text>
        <Soft lineClamp={1} component="span">
          {course.summary}
        </Soft>
      </Stack>
      <span className={styles.courseFacts}>
        <StateMark tone={tones[course.state]}>{words.states[course.state]}</StateMark>
        <Facts small>
          {words.lessons(course.lessons)}
          {course.publishedVersion !== null && words.version(course.publishedVersion)}
        </Facts>
        <span>
          {words.changed} <When at={course.updatedAt} />
        </span>
      </span>
    </Link>
  );
}

function NewCourse({ opened, close }: { opened: boolean; close: () => void }) {
  const words = useStudioWords();
  const navigate = useNavigate();
  const form = useCallForm(courses.calls.create, {
    values: { title: '', summary: '' },
    empties: true,
    onDone: ({ id }) => navigate({ to: '/studio/$courseId', params: { courseId: id } }),
    refreshes: [courses.calls.list],
  });
  return (
    <FormDialog opened={opened} close={close} title={words.newCourse} form={form} submit={words.create}>
      <TextInput label={words.courseTitle} data-autofocus {...form.field('title')} />
      <Textarea
        label={words.courseSummary}
        description={words.summaryHint}
        autosize
        minRows={3}
        {...form.field('summary')}
      />
    </FormDialog>
  );
}
