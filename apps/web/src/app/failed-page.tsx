/** What is shown where a page failed. */
import { Button } from '@mantine/core';
import type { ErrorComponentProps } from '@tanstack/react-router';
import { TriangleAlert } from 'lucide-react';
import { EmptyPage } from '../components/empty.tsx';
import { useMessageOf } from '../language/problems.ts';
import { useShellWords } from './shell-words.ts';

export function FailedPage({ error: thrown }: ErrorComponentProps) {
  const words = useShellWords().failed;
  return (
    <EmptyPage
      icon={TriangleAlert}
      title={words.title}
      action={<Button onClick={() => location.reload()}>{words.reload}</Button>}
      text={useMessageOf(thrown instanceof Error ? thrown : new Error(String(thrown)))}
    />
  );
}
