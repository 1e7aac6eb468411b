import { useMutation } from '@tanstack/react-query';
import { ConfirmDialog } from '../components/confirm-dialog.tsx';
import { signOut, stay } from './session.ts';
import { useShellWords } from './shell-words.ts';

/** Somebody signs out although something could not be saved: it would be lost, for nothing stays on this machine. */
export function SignOutDialog() {
  const words = useShellWords().unsaved;
  const leave = useMutation({ mutationFn: () => signOut({ unsaved: true }) });
  return (
    <ConfirmDialog
      title={words.title}
      no={words.stay}
      yes={words.leave}
      doing={leave.isPending}
      error={leave.error}
      onYes={() => leave.mutate()}
      close={stay}
    >
      {words.text}
    </ConfirmDialog>
  );
}
