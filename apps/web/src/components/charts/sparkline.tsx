import styles from './sparkline.module.css';

const WIDTH = 240;
const HEIGHT = 44;
/** So that the line is not cut where it is highest or lowest. */
const EDGE = 2;

/** The way a figure took, without axes: from zero up. Null where it is not known. */
export function Sparkline({
  label,
  points,
  bad = false,
}: {
  /** What it shows, for readers' ears. */
  label: string;
  points: readonly (number | null)[];
  bad?: boolean;
}) {
  const most = Math.max(...points.map((point) => point ?? 0), Number.MIN_VALUE);
  const at = (point: number, index: number) =>
    `${round((index / Math.max(1, points.length - 1)) * WIDTH)},${round(HEIGHT - EDGE - (point / most) * (HEIGHT - 2 * EDGE))}`;
  const line = points.flatMap((point, index) => (point === null ? [] : [at(point, index)])).join(' ');
  return (
    <svg
      className={styles.line}
      data-bad={bad || undefined}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {points.length > 1 && (
        <>
          <polygon points={`0,${HEIGHT} ${line} ${WIDTH},${HEIGHT}`} />
          <polyline points={line} vectorEffect="non-scaling-stroke" />
        </>
      )}
    </svg>
  );
}

const round = (value: number): number => Math.round(value * 10) / 10;
