import { useBlocker } from '@tanstack/react-router';
import { useCommonWords } from '../language/common-words.ts';
import { ConfirmDialog } from './confirm-dialog.tsx';

/**
 * Asks before something is left unsaved: by going to another page, by closing the tab, by loading it again.
 * A filter in the address of the same page leaves nothing.
 */
export function LeaveGuard({ unsaved }: { unsaved: boolean }) {
  const words = useCommonWords().leaving;
  const leaving = useBlocker({
    shouldBlockFn: ({ current, next }) => unsaved && current.pathname !== next.pathname,
    enableBeforeUnload: () => unsaved,
    withResolver: true,
  });
  if (leaving.status !== 'blocked') return null;
  return (
    <ConfirmDialog
      title={words.title}
      no={words.stay}
      yes={words.leave}
      onYes={leaving.proceed}
      close={leaving.reset}
    >
      {words.text}
    </ConfirmDialog>
  );
}
