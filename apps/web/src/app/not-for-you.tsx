import { UserLock } from 'lucide-react';
import { EmptyPage } from '../components/empty.tsx';
import { ButtonLink } from '../components/link.tsx';
import { useMe } from './session.ts';
import { useShellWords } from './shell-words.ts';

/** Instead of a page whose every call would be refused: it needs a role that this person does not have here. */
export function NotForYou() {
  const words = useShellWords().notForYou;
  const { organization } = useMe();
  return (
    <EmptyPage
      icon={UserLock}
      title={words.title}
      action={<ButtonLink to="/">{words.home}</ButtonLink>}
      text={organization ? words.textIn(organization.name) : words.text}
    />
  );
}
