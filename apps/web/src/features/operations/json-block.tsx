import { Soft } from '../../components/soft.tsx';
import styles from './detail.module.css';

/** Data as it is, for whoever reads JSON. */
export function JsonBlock({ name, value }: { name: string; value: unknown }) {
  if (
    value === null ||
    value === undefined ||
    (typeof value === 'object' && Object.keys(value).length === 0)
  ) {
    return null;
  }
  return (
    <div>
      <Soft>{name}</Soft>
      <pre className={styles.json}>{JSON.stringify(value, null, 2)}</pre>
    </div>
  );
}
