/** Ctrl/Cmd-K: goes anywhere, finds anything and does what can be done, from the keyboard. */
import { getDefaultZIndex, Input, Loader, Modal, UnstyledButton } from '@mantine/core';
import { useMounted } from '@mantine/hooks';
import { Search } from 'lucide-react';
import { type KeyboardEvent, useEffect, useEffectEvent, useId, useState } from 'react';
import { RowsSkeleton } from '../components/skeletons.tsx';
import { useMessageOf } from '../language/problems.ts';
import styles from './palette.module.css';
import { type Row, useRows } from './palette-rows.ts';
import { useShellWords } from './shell-words.ts';

export function Palette({ opened, close }: { opened: boolean; close: () => void }) {
  const words = useShellWords();
  // Closed at first: the dialog gives the focus back to where it was before it saw itself open.
  const isHere = useMounted();
  return (
    <Modal
      opened={isHere && opened}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size={600}
      zIndex={getDefaultZIndex('max')}
      overlayProps={{ backgroundOpacity: 0.35 }}
      // What is closed is gone at once, with the Enter that may have waited in it.
      transitionProps={{ duration: 150, exitDuration: 0 }}
      classNames={{ content: styles.content, body: styles.body }}
      attributes={{ content: { 'aria-label': words.find } }}
    >
      <Finding close={close} />
    </Modal>
  );
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1 };

function Finding({ close }: { close: () => void }) {
  const words = useShellWords();
  const list = useId();
  const [text, setText] = useState('');
  /** Where the arrows went since the last letter. */
  const [movedTo, setMovedTo] = useState<string>();
  /** It was pressed before it was known what comes first. */
  const [enterWaits, setEnterWaits] = useState(false);
  const { rows, isAwaited, isFirstAwaited, error } = useRows(text.trim());
  const selected = rows.find(({ id }) => id === movedTo) ?? rows[0];

  const open = (row: Row) => {
    close();
    row.open();
  };
  const openFirst = useEffectEvent(() => {
    setEnterWaits(false);
    if (selected && !error) open(selected);
  });
  const isFirstKnown = enterWaits && !isFirstAwaited;
  useEffect(() => {
    if (isFirstKnown) openFirst();
  }, [isFirstKnown]);

  const type = (typed: string) => {
    setText(typed);
    setMovedTo(undefined);
    setEnterWaits(false);
  };
  const press = (event: KeyboardEvent) => {
    // Enter confirms what is being composed, and arrows choose in it.
    if (event.nativeEvent.isComposing) return;
    const step = steps[event.key];
    const isEnter = event.key === 'Enter';
    if (step !== undefined || isEnter) event.preventDefault();
    if (step !== undefined && selected)
      setMovedTo(rows.at((rows.indexOf(selected) + step) % rows.length)?.id);
    const isTooEarly = isFirstAwaited && movedTo === undefined;
    setEnterWaits(isEnter && isTooEarly);
    if (isEnter && !isTooEarly && selected) open(selected);
  };

  return (
    <>
      <Input
        variant="unstyled"
        size="lg"
        data-autofocus
        value={text}
        onChange={(event) => type(event.currentTarget.value)}
        onKeyDown={press}
        leftSection={<Search size={18} />}
        rightSection={enterWaits && <Loader size={18} />}
        placeholder={words.findPlaceholder}
        aria-label={words.find}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={rows.length > 0}
        aria-controls={list}
        aria-activedescendant={selected && `${list}-${selected.id}`}
      />
      <div className={styles.list} id={list} role="listbox" aria-label={words.find} aria-busy={isAwaited}>
        {rows.map((row) => (
          <RowOption
            key={row.id}
            id={`${list}-${row.id}`}
            row={row}
            isSelected={row === selected}
            open={() => open(row)}
          />
        ))}
        {isAwaited && rows.length === 0 && <RowsSkeleton rows={3} height={40} />}
      </div>
      {error && <Unfound error={error} />}
      {!error && !isAwaited && rows.length === 0 && (
        <p className={styles.remark}>{text.trim().length === 1 ? words.typeMore : words.nothingFound}</p>
      )}
    </>
  );
}

interface RowOptionProps {
  readonly id: string;
  readonly row: Row;
  readonly isSelected: boolean;
  readonly open: () => void;
}

function RowOption({ id, row: { title, detail, kind, icon: Icon }, isSelected, open }: RowOptionProps) {
  useEffect(() => {
    if (isSelected) document.getElementById(id)?.scrollIntoView({ block: 'nearest' });
  }, [id, isSelected]);
  return (
    <UnstyledButton
      id={id}
      role="option"
      aria-selected={isSelected}
      tabIndex={-1}
      className={styles.row}
      // The focus stays where the text is typed.
      onMouseDown={(event) => event.preventDefault()}
      onClick={open}
    >
      <Icon size={18} strokeWidth={1.6} aria-hidden="true" className={styles.icon} />
      <span className={styles.words}>
        {title}
        {detail && <span className={styles.detail}>{detail}</span>}
      </span>
      <span className={styles.kind}>{kind}</span>
    </UnstyledButton>
  );
}

function Unfound({ error }: { error: Error }) {
  return (
    <p className={styles.remark} role="alert">
      {useMessageOf(error)}
    </p>
  );
}
