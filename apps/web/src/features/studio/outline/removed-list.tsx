import { courses } from '@kernos/services/learning/courses/contract';
import { Button, Title } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { pages } from '../../../app/api.ts';
import { Endless } from '../../../components/endless.tsx';
import { Facts } from '../../../components/facts.tsx';
import { itemsOf } from '../../../components/items-of.ts';
import { Soft } from '../../../components/soft.tsx';
import { When } from '../../../components/when.tsx';
import { useStudioWords } from '../studio-words.ts';
import styles from './outline.module.css';
import { useOutlineContext } from './outline-context.ts';

/** What was removed and can still be brought back. */
export function RemovedList() {
  const words = useStudioWords();
  const { courseId, modules, actions } = useOutlineContext();
  const list = useInfiniteQuery(pages(courses.calls.removed, { courseId }));
  const items = itemsOf(list);
  if (items.length === 0) return null;
  const there = new Set(modules.map(({ id }) => id));
  return (
    <section className={styles.removed}>
      <Title order={2} size="h3">
        {words.outline.removedTitle}
      </Title>
      <Soft>{words.outline.removedText}</Soft>
      <ul>
        {items.map(({ kind, id, title, lessons, moduleId, removedAt }) => {
          const homeless = kind === 'lesson' && moduleId !== null && !there.has(moduleId);
          return (
            <li key={id}>
              <span>
                {title}
                <Facts>
                  {kind === 'module' ? words.lessons(lessons ?? 0) : words.outline.lesson}
                  <When at={removedAt} />
                </Facts>
              </span>
              {homeless ? (
                <Soft span>{words.outline.moduleFirst}</Soft>
              ) : (
                <Button
                  variant="subtle"
                  size="compact-sm"
                  aria-label={words.outline.bringBackNamed(title)}
                  onClick={() => actions.restore({ kind, id, title })}
                >
                  {words.outline.bringBack}
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <Endless list={list} />
    </section>
  );
}
