import { useNetwork } from '@mantine/hooks';
import styles from './shell.module.css';
import { useShellWords } from './shell-words.ts';

/** Says that the connection is gone; questions are asked again by themselves once it is back. */
export function ConnectionNotice() {
  const words = useShellWords();
  const { online } = useNetwork();
  return <div role="status">{!online && <div className={styles.notice}>{words.offline}</div>}</div>;
}
