/** What is shown at an address without a page: in the frame for who is signed in, else as the pages for anyone. */
import { ButtonLink } from '../components/link.tsx';
import { Page } from '../components/page.tsx';
import { OpenLayout } from './open-layout.tsx';
import { useShellWords } from './shell-words.ts';

export function MissingPage() {
  const words = useShellWords().missing;
  return (
    <Page title={words.title} lead={words.text} width="narrow">
      <ButtonLink to="/">{words.home}</ButtonLink>
    </Page>
  );
}

export function OpenMissingPage() {
  return (
    <OpenLayout>
      <MissingPage />
    </OpenLayout>
  );
}
