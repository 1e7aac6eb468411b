import { Box } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { ListTree } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Empty } from '../../../components/empty.tsx';
import { draftQuery } from '../draft.ts';
import { useStudioWords } from '../studio-words.ts';
import { NameForm } from './name-form.tsx';
import styles from './outline.module.css';
import { OutlineContext } from './outline-context.ts';
import { OutlineRows } from './outline-rows.tsx';
import { RemovedList } from './removed-list.tsx';
import { useOutline } from './use-outline.ts';

const route = getRouteApi('/in/studio/$courseId');

/** The modules and lessons of a draft: added, named, put in order, removed and brought back. */
export function OutlinePage() {
  const words = useStudioWords();
  const { courseId } = route.useParams();
  const { data: course } = useQuery(draftQuery(courseId));
  const actions = useOutline(courseId);
  const [naming, setNaming] = useState<string | null>(null);
  const modules = course?.modules;
  const value = useMemo(
    () => ({ courseId, modules: modules ?? [], actions, naming, setNaming }),
    [courseId, modules, actions, naming],
  );
  if (!course) return null;
  const isEmpty = course.modules.length === 0;
  return (
    <OutlineContext value={value}>
      <Box maw={820}>
        {isEmpty && <Empty icon={ListTree} title={words.outline.empty} text={words.outline.emptyText} />}
        {!isEmpty && <p className={styles.hint}>{words.outline.hint}</p>}
        {!isEmpty && <OutlineRows />}
        {/* In one place from the first module on: whoever writes the next name keeps it. */}
        <div className={styles.addModule} data-first={isEmpty || undefined}>
          <NameForm
            label={words.outline.newModule}
            placeholder={words.outline.newModuleHint}
            button={words.outline.addModule}
            onName={actions.addModule}
          />
        </div>
      </Box>
      <RemovedList />
    </OutlineContext>
  );
}
