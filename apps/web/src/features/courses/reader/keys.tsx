/** The page that lists the single keys of the reader, where they can be turned off. */
import { Button, Kbd, Switch, Text } from '@mantine/core';
import { commandKey } from '../../../components/command-key.ts';
import { Dialog } from '../../../components/dialog.tsx';
import { turnSingleKeys, useSingleKeysOn } from '../../../components/single-keys.ts';
import { useCourseWords } from '../course-words.ts';
import styles from './keys.module.css';

export function KeysDialog({ opened, close }: { opened: boolean; close: () => void }) {
  const words = useCourseWords().reader;
  const enabled = useSingleKeysOn();
  const keys: readonly [readonly string[], keyof typeof words.key][] = [
    [['j', '→'], 'next'],
    [['k', '←'], 'previous'],
    [['c'], 'complete'],
    [['n'], 'notes'],
    [['a'], 'ask'],
    [['e'], 'explain'],
    [['?'], 'help'],
    [[commandKey('Z')], 'undo'],
    [[commandKey('K')], 'find'],
  ];
  return (
    <Dialog opened={opened} close={close} title={words.keysTitle}>
      <dl className={styles.keyList}>
        {keys.map(([names, meaning]) => (
          <div key={meaning} style={{ display: 'contents' }}>
            <dt>
              {names.map((name) => (
                <Kbd key={name}>{name}</Kbd>
              ))}
            </dt>
            <dd>{words.key[meaning]}</dd>
          </div>
        ))}
      </dl>
      <Switch
        checked={enabled}
        onChange={(event) => turnSingleKeys(event.currentTarget.checked)}
        label={words.keysOn}
        description={words.keysOnText}
      />
      <Text ta="end" mt="md">
        <Button variant="default" onClick={close}>
          {words.close}
        </Button>
      </Text>
    </Dialog>
  );
}
