import styles from './figure-list.module.css';

interface Figure {
  readonly name: string;
  readonly value: string;
  /** What helps to judge it, below it. */
  readonly more?: string | undefined;
}

/** Numbers at a glance, each with its name. Four beside each other are `few`; more of them stand closer. */
export function FigureList({ figures, few = false }: { figures: readonly Figure[]; few?: boolean }) {
  return (
    <dl className={styles.figures} data-few={few || undefined}>
      {figures.map(({ name, value, more }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd className="numbers">{value}</dd>
          {more && <dd className={styles.more}>{more}</dd>}
        </div>
      ))}
    </dl>
  );
}
