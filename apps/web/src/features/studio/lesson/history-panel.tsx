/** How a lesson came to be what it is: who saved it when, what changed, and the way back. */

import { courses } from '@kernos/services/learning/courses/contract';
import { Group, SegmentedControl, Text, Title } from '@mantine/core';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { ask, pages, query, queryClient, type ReplyTo, refresh } from '../../../app/api.ts';
import { changed } from '../../../app/search-params.ts';
import { Facts } from '../../../components/facts.tsx';
import { Failure } from '../../../components/failure.tsx';
import { itemsOf } from '../../../components/items-of.ts';
import { RowsSkeleton } from '../../../components/skeletons.tsx';
import { Soft } from '../../../components/soft.tsx';
import { When } from '../../../components/when.tsx';
import { absolute } from '../../../language/format.ts';
import { ActButton } from '../../../patterns/act-button.tsx';
import { List } from '../../../patterns/list-page.tsx';
import { useAct } from '../../../patterns/use-act.ts';
import { useNames } from '../../identity/people-names.tsx';
import { draftLessonQuery } from '../draft.ts';
import { useStudioWords } from '../studio-words.ts';
import styles from './comparing.module.css';
import type { DraftLesson } from './data.ts';
import type { LessonKeeper } from './lesson-draft.ts';
import { TextDiff } from './text-diff.tsx';

type Revision = ReplyTo<typeof courses.calls.revisions>['items'][number];
const route = getRouteApi('/in/studio/$courseId/lessons/$lessonId');

export function HistoryPanel({ lesson, keeper }: { lesson: DraftLesson; keeper: LessonKeeper }) {
  const words = useStudioWords().lesson;
  const search = route.useSearch();
  const navigate = useNavigate();
  const revisions = pages(courses.calls.revisions, { lessonId: lesson.id, limit: 30 });
  const list = useInfiniteQuery(revisions);
  const items = itemsOf(list);
  const names = useNames(items.map(({ authorId }) => authorId));
  const newest = items[0];
  const chosen = items.find(({ revision }) => revision === search.revision) ?? newest;
  const choose = (revision: number) =>
    void navigate({ to: '.', search: { ...search, revision }, replace: true });
  return (
    <section className={styles.history} aria-label={words.history}>
      <div className={styles.revisions}>
        <List
          label={words.history}
          pages={revisions}
          idOf={({ revision }) => String(revision)}
          empty=""
          row={(item) => (
            <button
              type="button"
              className={styles.revision}
              aria-current={item.revision === chosen?.revision || undefined}
              onClick={() => choose(item.revision)}
            >
              <RevisionLine
                item={item}
                name={names.get(item.authorId)}
                isNewest={item.revision === newest?.revision}
              />
            </button>
          )}
          rowHeight={52}
          airy
        />
      </div>
      {chosen && newest && (
        <Chosen key={chosen.revision} chosen={chosen} newest={newest} lesson={lesson} keeper={keeper} />
      )}
    </section>
  );
}

function RevisionLine({
  item,
  name,
  isNewest,
}: {
  item: Revision;
  name: string | undefined;
  isNewest: boolean;
}) {
  const words = useStudioWords().lesson.revisions;
  return (
    <>
      <Group component="span" gap={8} align="baseline">
        <strong>
          <When at={item.updatedAt} />
        </strong>
        {isNewest && (
          <Text span inherit c="var(--accent-ink)" fz="xs">
            {words.now}
          </Text>
        )}
        <Text span inherit ms="auto" c="dimmed" fz="0.8125rem" className="numbers">
          {words.changes(item.addedLines, item.removedLines)}
        </Text>
      </Group>
      <Text span inherit mih="1.3em">
        <Facts small>
          {name}
          {item.restoredFrom !== null && words.broughtBack(item.restoredFrom)}
        </Facts>
      </Text>
    </>
  );
}

function Chosen({
  chosen,
  newest,
  lesson,
  keeper,
}: {
  chosen: Revision;
  newest: Revision;
  lesson: DraftLesson;
  keeper: LessonKeeper;
}) {
  const words = useStudioWords().lesson.revisions;
  const search = route.useSearch();
  const navigate = useNavigate();
  const isNewest = chosen.revision === newest.revision;
  const compare = search.compare === 'now' && !isNewest ? 'now' : 'before';
  const other = compare === 'now' ? newest.revision : chosen.revision - 1;
  const text = useRevision(lesson.id, chosen.revision);
  const against = useRevision(lesson.id, other);
  const restore = useRestore(lesson, keeper);
  const before = other === 0 ? '' : against.data?.markdown;
  const after = text.data?.markdown;
  const error = text.error ?? against.error ?? restore.error;
  return (
    <div className={styles.chosen}>
      <Title order={2} size="h3">
        {text.data?.title ?? chosen.title}
      </Title>
      <Soft mb={isNewest ? 'md' : 0}>{absolute(chosen.updatedAt)}</Soft>
      {!isNewest && (
        <Group mt="md" justify="space-between">
          <SegmentedControl
            size="xs"
            aria-label={words.compare}
            value={compare}
            data={(['before', 'now'] as const).map((value) => ({ value, label: words.against[value] }))}
            onChange={(value) =>
              void navigate({
                to: '.',
                search: changed(search, { compare: value === 'now' && 'now' }),
                replace: true,
              })
            }
          />
          <ActButton act={restore} input={chosen.revision}>
            {words.restore}
          </ActButton>
        </Group>
      )}
      {error && <Failure error={error} />}
      {before === undefined || after === undefined ? (
        <RowsSkeleton rows={6} height={22} />
      ) : compare === 'now' ? (
        <TextDiff before={after} after={before} label={words.against.now} />
      ) : (
        <TextDiff before={before} after={after} label={words.against.before} />
      )}
    </div>
  );
}

// The newest one grows for five minutes; the others never change.
const useRevision = (lessonId: string, revision: number) =>
  useQuery({
    ...query(courses.calls.revision, { lessonId, revision }),
    enabled: revision > 0,
    staleTime: 5_000,
  });

/** Brings a revision back as a new one; undoing brings back what was there before. */
function useRestore(lesson: DraftLesson, keeper: LessonKeeper) {
  const words = useStudioWords().lesson.revisions;
  const bringBack = async (revision: number): Promise<number> => {
    // What was just written must be in the history before.
    await keeper.save();
    const { items } = await ask(courses.calls.revisions, { lessonId: lesson.id, limit: 1 });
    const { version } = await ask(courses.calls.lesson, { lessonId: lesson.id, draft: true });
    const restored = await ask(courses.calls.restoreRevision, {
      lessonId: lesson.id,
      revision,
      ifMatch: version,
    });
    queryClient.setQueryData(draftLessonQuery(lesson.id).queryKey, restored);
    keeper.replace(restored);
    await refresh(courses.calls.revisions, courses.calls.revision);
    return items[0]?.revision ?? revision;
  };
  return useAct(bringBack, { shown: true, said: words.restored, undo: (_, before, again) => again(before) });
}
