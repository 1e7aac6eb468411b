import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Makes the data folder, or takes one that is there from everybody but its owner: people's data is in it. Folders above it that
 * are missing are as the system makes them.
 */
export function makePrivate(folder: string): void {
  if (!existsSync(folder)) {
    mkdirSync(dirname(folder), { recursive: true });
    // Recursive means: no error if another start has just made it.
    mkdirSync(folder, { mode: 0o700, recursive: true });
  }
  const { mode, uid } = statSync(folder);
  // Somebody else's is theirs to close, and one for everybody's files (as /tmp) stays so. The database's user may pass.
  const [isOurs, isShared, isClosed] = [uid === process.getuid?.(), mode & 0o1000, (mode & 0o067) === 0];
  if (isOurs && !isShared && !isClosed) chmodSync(folder, 0o700);
}
