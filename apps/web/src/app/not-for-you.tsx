import { UserLock } from 'lucide-react';
import { Empty } from '../components/empty.tsx';
import { ButtonLink } from '../components/link.tsx';
import { Page } from '../components/page.tsx';
import { useMe } from './session.ts';
import { useShellWords } from './shell-words.ts';

/** Instead of a page whose every call would be refused: it needs a role that this person does not have here. */
export function NotForYou() {
  const words = useShellWords().notForYou;
  const { organization } = useMe();
  return (
    <Page title={words.title} width="narrow">
      <Empty
        icon={UserLock}
        title={words.title}
        action={<ButtonLink to="/">{words.home}</ButtonLink>}
        text={organization ? words.textIn(organization.name) : words.text}
      />
    </Page>
  );
}
