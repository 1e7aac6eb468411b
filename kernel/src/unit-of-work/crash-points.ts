/**
 * Named places where a test may end the process as `kill -9` would. Armed by `name` or `name@n` (the n-th
 * time it is reached); unarmed, a place costs one comparison.
 */
export function crashPoints(armed: string | undefined): (name: string) => void {
  if (!armed) return () => undefined;
  const [target, count = '1'] = armed.split('@');
  let left = Number(count);
  return (name) => {
    if (name !== target) return;
    left -= 1;
    if (left === 0) process.kill(process.pid, 'SIGKILL');
  };
}
