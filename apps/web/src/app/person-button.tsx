/** Who I am and for whom I act, at the foot of the rail; the menu behind it comes when it is wanted. */
import { Avatar, Box, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { ChevronsUpDown } from 'lucide-react';
import { Suspense, useState } from 'react';
import { part } from '../components/part.tsx';
import { useMe } from './session.ts';
import styles from './shell.module.css';
import { useShellWords } from './shell-words.ts';

const load = () => import('./person-menu.tsx');
const PersonMenu = part(load, 'PersonMenu');

export function PersonButton() {
  const me = useMe();
  const words = useShellWords();
  const [asked, setAsked] = useState(false);
  const [opened, setOpened] = useState(false);
  const button = (
    <UnstyledButton
      className={styles.person}
      aria-haspopup="menu"
      aria-expanded={opened}
      onPointerEnter={() => void load()}
      onClick={() => {
        setAsked(true);
        setOpened(!opened);
      }}
    >
      <Avatar name={me.name} color="terracotta" size={30} radius="xl" aria-hidden="true" />
      <Box component="span" miw={0} flex={1}>
        <Text size="sm" fw={550} truncate>
          {me.name}
        </Text>
        <Text size="xs" c="dimmed" truncate>
          {me.organization?.name ?? me.email}
        </Text>
      </Box>
      <VisuallyHidden>{words.person.menu}</VisuallyHidden>
      <ChevronsUpDown size={14} />
    </UnstyledButton>
  );
  if (!asked) return button;
  return (
    <Suspense fallback={button}>
      <PersonMenu button={button} opened={opened} close={() => setOpened(false)} />
    </Suspense>
  );
}
