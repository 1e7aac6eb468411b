import { absolute, relative } from '../language/format.ts';
import { useNow } from '../language/now.ts';
import { useZone } from '../language/time-zone.ts';
import { useLanguage } from '../language/words.ts';

/** A moment as people say it; the exact one on hover. `ahead`: what is due does not lie behind one, be it late. */
export function When({ at, ahead = false }: { at: string; ahead?: boolean }) {
  useLanguage();
  useZone();
  const now = useNow();
  return (
    <time dateTime={at} title={absolute(at)} className="numbers">
      {relative(ahead && Date.parse(at) <= now.getTime() ? new Date(now.getTime() + 1) : at, now)}
    </time>
  );
}
