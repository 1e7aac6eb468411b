/** The mark: a ring of small cups. One is lit for each wing that there is. */
export function Mark({ size = 28 }: { size?: number | string }) {
  const cups = Array.from({ length: 8 }, (_, cup) => {
    const angle = -Math.PI / 2 + (cup * Math.PI) / 4;
    return { id: cup, x: 16 + 9.5 * Math.cos(angle), y: 16 + 9.5 * Math.sin(angle) };
  });
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true" fill="var(--learning)">
      {cups.map(({ id, x, y }) => (
        <circle key={id} cx={x.toFixed(2)} cy={y.toFixed(2)} r="3.1" />
      ))}
    </svg>
  );
}
