/** The lesson was saved elsewhere meanwhile: by whom, what differs, and the choice. Nothing is lost until it is made. */
import { courses } from '@kernos/services/learning/courses/contract';
import { Alert, Button, Group, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { GitMerge } from 'lucide-react';
import { useMemo } from 'react';
import { query } from '../../../app/api.ts';
import { useMe } from '../../../app/session.ts';
import { Soft } from '../../../components/soft.tsx';
import { say } from '../../../components/undo.tsx';
import { useNames } from '../../identity/people-names.tsx';
import { useStudioWords } from '../studio-words.ts';
import styles from './comparing.module.css';
import type { LessonKeeper, LessonState, SavedLesson } from './lesson-draft.ts';
import { mergeTexts } from './merge-texts.ts';
import { TextDiff } from './text-diff.tsx';

export function ConflictPanel({
  keeper,
  lessonId,
  state: { draft: text, base },
  theirs,
}: {
  lessonId: string;
  keeper: LessonKeeper;
  state: LessonState;
  theirs: SavedLesson;
}) {
  const words = useStudioWords().lesson.conflict;
  const headline = useHeadline(lessonId);
  const merged = useMemo(
    () => mergeTexts(base?.markdown ?? '', text.markdown, theirs.markdown),
    [base, text.markdown, theirs.markdown],
  );
  const title = base && base.title === text.title ? theirs.title : text.title;
  return (
    <section className={styles.conflict}>
      <Alert color="red" variant="light" icon={<GitMerge size={18} />} role="alert" title={headline}>
        {words.text}
      </Alert>
      <Group>
        {base && (
          <Button
            onClick={() => {
              keeper.settle({ title, markdown: merged.text });
              say(merged.clashes === 0 ? words.merged : words.clashed(merged.clashes));
            }}
          >
            {words.merge}
          </Button>
        )}
        <Button variant="default" onClick={() => keeper.settle(text)}>
          {words.mine}
        </Button>
        <Button
          variant="default"
          onClick={() => keeper.settle({ title: theirs.title, markdown: theirs.markdown })}
        >
          {words.theirs}
        </Button>
      </Group>
      <Soft>
        {base ? (merged.clashes === 0 ? words.clean : words.clashes(merged.clashes)) : words.noBase}
      </Soft>
      {theirs.title !== text.title && <Text>{words.titles(text.title, theirs.title)}</Text>}
      <Title order={2} size="h3">
        {words.differences}
      </Title>
      <TextDiff before={theirs.markdown} after={text.markdown} label={words.differences} />
    </section>
  );
}

/** Two windows of one's own are as likely as two people: it says which it was as soon as it is known. */
function useHeadline(lessonId: string): string {
  const words = useStudioWords().lesson.conflict;
  const me = useMe();
  const { data } = useQuery({ ...query(courses.calls.revisions, { lessonId, limit: 1 }), staleTime: 0 });
  const author = data?.items[0]?.authorId;
  const name = useNames([author ?? null]).get(author ?? '');
  if (author === me.id) return words.titleOwn;
  return name === undefined ? words.title : words.titleOf(name);
}
