/** The menu of `person-button.tsx`: profile, language, colours, organization, sign out. */
import { Menu, useMantineColorScheme } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { Building2, Check, Languages, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import type { ReactElement } from 'react';
import { sayFailure } from '../components/undo.tsx';
import { type Language, languages, useLanguage } from '../language/words.ts';
import { chooseOwnLanguage, signOut, switchOrganization, useMe } from './session.ts';
import { useShellWords } from './shell-words.ts';

export function PersonMenu({
  button,
  opened,
  close,
}: {
  button: ReactElement;
  opened: boolean;
  close: () => void;
}) {
  const words = useShellWords();
  const navigate = useNavigate();
  return (
    <Menu position="top-start" width={252} opened={opened} onChange={(open) => open || close()}>
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<UserRound size={15} />} onClick={() => navigate({ to: '/profile' })}>
          {words.person.profile}
        </Menu.Item>
        <OrganizationItems />
        <ColorItems />
        <LanguageItems />
        <Menu.Divider />
        <Menu.Item leftSection={<LogOut size={15} />} onClick={() => void signOut()}>
          {words.person.signOut}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function OrganizationItems() {
  const me = useMe();
  const words = useShellWords();
  if (me.organizations.length < 2) return null;
  return (
    <>
      <Menu.Label>{words.person.organizations}</Menu.Label>
      {me.organizations.map(({ id, name }) => (
        <Menu.Item
          key={id}
          leftSection={<Building2 size={15} />}
          rightSection={id === me.organizationId ? <Check size={14} /> : null}
          onClick={() => void switchOrganization(id)}
        >
          {name}
        </Menu.Item>
      ))}
    </>
  );
}

function ColorItems() {
  const words = useShellWords();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const choices = [
    { scheme: 'light', icon: Sun, word: words.person.light },
    { scheme: 'dark', icon: Moon, word: words.person.dark },
    { scheme: 'auto', icon: Monitor, word: words.person.auto },
  ] as const;
  return (
    <>
      <Menu.Label>{words.person.colors}</Menu.Label>
      {choices.map(({ scheme, icon: Icon, word }) => (
        <Menu.Item
          key={scheme}
          closeMenuOnClick={false}
          leftSection={<Icon size={15} />}
          rightSection={scheme === colorScheme ? <Check size={14} /> : null}
          onClick={() => setColorScheme(scheme)}
        >
          {word}
        </Menu.Item>
      ))}
    </>
  );
}

function LanguageItems() {
  const words = useShellWords();
  const language = useLanguage();
  return (
    <>
      <Menu.Label>{words.person.language}</Menu.Label>
      {(Object.keys(languages) as Language[]).map((code) => (
        <Menu.Item
          key={code}
          lang={code}
          leftSection={<Languages size={15} />}
          rightSection={code === language ? <Check size={14} /> : null}
          onClick={() => void chooseOwnLanguage(code).catch(sayFailure)}
        >
          {languages[code]}
        </Menu.Item>
      ))}
    </>
  );
}
