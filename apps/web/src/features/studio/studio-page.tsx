import { courses } from '@kernos/services/learning/courses/contract';
import { Button, Group, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { PenLine, Plus, Upload } from 'lucide-react';
import { useState } from 'react';
import { ask, pages, type ReplyTo, refresh } from '../../app/api.ts';
import { changed } from '../../app/search-params.ts';
import { Dialog } from '../../components/dialog.tsx';
import { Empty } from '../../components/empty.tsx';
import { Failure } from '../../components/failure.tsx';
import { useFields } from '../../components/fields.ts';
import { Form } from '../../components/form.tsx';
import { ButtonLink } from '../../components/link.tsx';
import { Listing } from '../../components/listing.tsx';
import { Page } from '../../components/page.tsx';
import { SearchInput } from '../../components/search-input.tsx';
import { type Standing, StateMark } from '../../components/state-mark.tsx';
import { When } from '../../components/when.tsx';
import styles from './studio.module.css';
import { useStudioWords } from './studio-words.ts';

type Course = ReplyTo<typeof courses.calls.list>['items'][number];
const route = getRouteApi('/in/studio');
export const standings: Record<Course['state'], Standing> = {
  draft: 'waiting',
  publishing: 'running',
  published: 'good',
  archived: 'off',
};

export function StudioPage() {
  const words = useStudioWords();
  const [making, { open, close }] = useDisclosure(false);
  const actions = (
    <>
      <Button variant="default" leftSection={<Plus size={16} />} onClick={open}>
        {words.newCourse}
      </Button>
      <ButtonLink to="/studio/import" leftSection={<Upload size={16} />}>
        {words.importCourse}
      </ButtonLink>
    </>
  );
  return (
    <Page title={words.title} lead={words.lead} actions={actions}>
      <Courses />
      <Dialog opened={making} close={close} title={words.newCourse}>
        <NewCourse />
      </Dialog>
    </Page>
  );
}

function Courses() {
  const words = useStudioWords();
  const { q } = route.useSearch();
  const navigate = useNavigate({ from: '/studio' });
  const list = useInfiniteQuery(
    pages(courses.calls.list, { mine: true, limit: 30, ...(q && { q }) }, ['course.']),
  );
  return (
    <Stack>
      <SearchInput
        label={words.search}
        value={q ?? ''}
        onSearch={(q) => void navigate({ search: changed({}, { q }), replace: true })}
      />
      <Listing
        list={list}
        rows={5}
        rowHeight={68}
        empty={
          <Empty icon={PenLine} title={q ? words.noMatch : words.none}>
            {q ? null : words.noneText}
          </Empty>
        }
      >
        {(items) => (
          <ul className={styles.courses}>
            {items.map((course) => (
              <CourseRow key={course.id} course={course} />
            ))}
          </ul>
        )}
      </Listing>
    </Stack>
  );
}

function CourseRow({ course }: { course: Course }) {
  const words = useStudioWords();
  return (
    <li>
      <Link to="/studio/$courseId" params={{ courseId: course.id }} className={styles.course}>
        <span className={styles.courseWords}>
          <Text fw={580} component="span">
            {course.title}
          </Text>
          <Text size="sm" c="dimmed" lineClamp={1} component="span">
            {course.summary}
          </Text>
        </span>
        <span className={styles.courseFacts}>
          <StateMark standing={standings[course.state]}>{words.states[course.state]}</StateMark>
          <span>
            {words.lessons(course.lessons)}
            {course.publishedVersion !== null && ` · ${words.version(course.publishedVersion)}`}
          </span>
          <span>
            {words.changed} <When at={course.updatedAt} />
          </span>
        </span>
      </Link>
    </li>
  );
}

function NewCourse() {
  const words = useStudioWords();
  const navigate = useNavigate();
  const fields = useFields({ title: '' });
  const [summary, setSummary] = useState('');
  const create = useMutation({
    mutationFn: () => ask(courses.calls.create, { ...fields.values, summary }),
    onSuccess: async ({ id }) => {
      await refresh(courses.calls.list);
      await navigate({ to: '/studio/$courseId', params: { courseId: id } });
    },
  });
  const bind = fields.bind(create.error);
  return (
    <Form onSubmit={() => create.mutate()}>
      <Stack>
        <TextInput
          label={words.courseTitle}
          data-autofocus
          required
          withAsterisk={false}
          {...bind('title')}
        />
        <Textarea
          label={words.courseSummary}
          description={words.summaryHint}
          autosize
          minRows={3}
          value={summary}
          onChange={({ currentTarget }) => setSummary(currentTarget.value)}
        />
        {create.error && <Failure error={create.error} />}
        <Group justify="end">
          <Button type="submit" loading={create.isPending}>
            {words.create}
          </Button>
        </Group>
      </Stack>
    </Form>
  );
}
