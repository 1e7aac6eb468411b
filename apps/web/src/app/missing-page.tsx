/** What is shown at an address without a page: in the frame for who is signed in, else as the pages for anyone. */
import { FileQuestion } from 'lucide-react';
import { EmptyPage } from '../components/empty.tsx';
import { ButtonLink } from '../components/link.tsx';
import { OpenLayout } from './open-layout.tsx';
import { useShellWords } from './shell-words.ts';

export function MissingPage() {
  const words = useShellWords().missing;
  return (
    <EmptyPage
      icon={FileQuestion}
      title={words.title}
      action={<ButtonLink to="/">{words.home}</ButtonLink>}
      text={words.text}
    />
  );
}

export function OpenMissingPage() {
  return (
    <OpenLayout>
      <MissingPage />
    </OpenLayout>
  );
}
