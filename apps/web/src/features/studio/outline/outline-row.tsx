import { useDraggable, useDroppable } from '@dnd-kit/react';
import { ActionIcon, Menu, TextInput, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { ArrowDown, ArrowUp, Ellipsis, FolderInput, GripVertical, PenLine, Trash2 } from 'lucide-react';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { isKeyTaken } from '../../../components/single-keys.ts';
import { duration, minutesOf } from '../../../language/format.ts';
import { useStudioWords } from '../studio-words.ts';
import type { DropPlace } from './moves.ts';
import { type Row, stepped } from './moves.ts';
import { NameForm } from './name-form.tsx';
import styles from './outline.module.css';
import { useOutlineContext } from './outline-context.ts';

export function OutlineRow({ row, place }: { row: Row; place: DropPlace | undefined }) {
  const words = useStudioWords().outline;
  const { actions } = useOutlineContext();
  const { ref } = useDroppable({ id: row.id });
  const edge =
    place && (row.kind === 'module' ? 'lower' : row.kind === 'end' || !place.lower ? 'upper' : 'lower');
  return (
    <div ref={ref} className={styles.row} data-kind={row.kind} data-drop={edge}>
      {row.kind === 'end' ? (
        <NameForm
          quiet
          label={words.newLesson(row.module.title)}
          placeholder={words.addLesson}
          button={words.add}
          onName={(title) => actions.addLesson(row.module.id, title)}
        />
      ) : (
        <NamedRow row={row} />
      )}
    </div>
  );
}

type Named = Exclude<Row, { kind: 'end' }>;
const itemOf = (row: Named) => ({
  kind: row.kind,
  id: row.id,
  title: row.kind === 'module' ? row.module.title : row.lesson.title,
});

function NamedRow({ row }: { row: Named }) {
  const words = useStudioWords().outline;
  const { modules, actions, naming, setNaming } = useOutlineContext();
  const { ref, handleRef, isDragging } = useDraggable({ id: row.id });
  const item = itemOf(row);
  const move = (step: -1 | 1) => actions.move(stepped(modules, row, step));
  const onKeyDown = (event: KeyboardEvent) => {
    const action = keyed(event, {
      'Alt+ArrowUp': () => move(-1),
      'Alt+ArrowDown': () => move(1),
      F2: () => setNaming(row.id),
      Delete: () => actions.remove(item),
    });
    if (action) event.preventDefault();
    action?.();
  };
  return (
    // Keys of the controls inside, as they bubble.
    // biome-ignore lint/a11y/noStaticElementInteractions: see above
    <div ref={ref} className={styles.named} data-dragging={isDragging || undefined} onKeyDown={onKeyDown}>
      {/* The menu moves by keys what this moves by hand. */}
      <span ref={handleRef} className={styles.handle} aria-hidden="true" tabIndex={-1} title={words.drag}>
        <GripVertical size={16} />
      </span>
      {naming === row.id ? <Naming row={row} /> : <Name row={row} />}
      <RowMenu row={row} move={move} />
    </div>
  );
}

// In the field that names a row, and in its menu, keys are theirs; moving with Alt may be held down.
function keyed(event: KeyboardEvent, actions: Record<string, () => void>): (() => void) | undefined {
  const isTaken = event.altKey
    ? (event.target as Element).closest('input, [role="menu"]') !== null
    : isKeyTaken(event.nativeEvent);
  return isTaken ? undefined : actions[`${event.altKey ? 'Alt+' : ''}${event.key}`];
}

function Name({ row }: { row: Named }): ReactNode {
  const words = useStudioWords();
  const { courseId, setNaming } = useOutlineContext();
  if (row.kind === 'module')
    return (
      <>
        <Title flex={1} miw={0} fz="1.0625rem" order={2}>
          <button
            type="button"
            title={words.outline.rename}
            className={styles.moduleName}
            onClick={() => setNaming(row.id)}
          >
            {row.module.title}
          </button>
        </Title>
        <span className={styles.facts}>{words.lessons(row.module.lessons.length)}</span>
      </>
    );
  const { title, words: length } = row.lesson;
  return (
    <>
      <Link
        to="/studio/$courseId/lessons/$lessonId"
        params={{ courseId, lessonId: row.id }}
        className={styles.lessonName}
      >
        {title}
      </Link>
      <span className={styles.facts}>
        {length === 0 ? words.outline.noText : duration(minutesOf(length))}
      </span>
    </>
  );
}

function Naming({ row }: { row: Named }) {
  const words = useStudioWords().outline;
  const { actions, setNaming } = useOutlineContext();
  const item = itemOf(row);
  const [title, setTitle] = useState(item.title);
  const finish = (keep: boolean) => {
    const clean = title.trim();
    if (keep && clean && clean !== item.title) actions.rename(item, clean);
    setNaming(null);
  };
  return (
    <TextInput
      flex={1}
      aria-label={words.nameOf(item.title)}
      size="sm"
      maxLength={200}
      // It takes the place of what was just clicked.
      autoFocus
      value={title}
      onChange={({ currentTarget }) => setTitle(currentTarget.value)}
      onFocus={({ currentTarget }) => currentTarget.select()}
      onBlur={() => finish(true)}
      onKeyDown={({ key }) => {
        if (key === 'Enter') finish(true);
        if (key === 'Escape') finish(false);
      }}
    />
  );
}

function RowMenu({ row, move }: { row: Named; move: (step: -1 | 1) => void }) {
  const words = useStudioWords().outline;
  const { modules, actions, setNaming } = useOutlineContext();
  const item = itemOf(row);
  const elsewhere = row.kind === 'lesson' ? modules.filter(({ id }) => id !== row.module.id) : [];
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <ActionIcon flex="none" aria-label={words.more(item.title)} size="lg">
          <Ellipsis size={18} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {/* After the menu has given its focus back, or it would take it from the field. */}
        <Menu.Item
          leftSection={<PenLine size={16} />}
          onClick={() => setTimeout(() => setNaming(row.id), 50)}
        >
          {words.rename}
        </Menu.Item>
        <Menu.Item
          leftSection={<ArrowUp size={16} />}
          disabled={!stepped(modules, row, -1)}
          onClick={() => move(-1)}
        >
          {words.up}
        </Menu.Item>
        <Menu.Item
          leftSection={<ArrowDown size={16} />}
          disabled={!stepped(modules, row, 1)}
          onClick={() => move(1)}
        >
          {words.down}
        </Menu.Item>
        {elsewhere.length > 0 && <MoveTo row={row} elsewhere={elsewhere} />}
        <Menu.Divider />
        <Menu.Item color="red" leftSection={<Trash2 size={16} />} onClick={() => actions.remove(item)}>
          {words.remove}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function MoveTo({
  row,
  elsewhere,
}: {
  row: Named;
  elsewhere: readonly { id: string; title: string; lessons: readonly unknown[] }[];
}) {
  const words = useStudioWords().outline;
  const { actions } = useOutlineContext();
  return (
    <Menu.Sub>
      <Menu.Sub.Target>
        <Menu.Sub.Item leftSection={<FolderInput size={16} />}>{words.moveTo}</Menu.Sub.Item>
      </Menu.Sub.Target>
      <Menu.Sub.Dropdown className={styles.modules}>
        {elsewhere.map(({ id, title, lessons }) => (
          <Menu.Item
            key={id}
            onClick={() =>
              actions.move({ kind: 'lesson', id: row.id, moduleId: id, position: lessons.length })
            }
          >
            {title}
          </Menu.Item>
        ))}
      </Menu.Sub.Dropdown>
    </Menu.Sub>
  );
}
