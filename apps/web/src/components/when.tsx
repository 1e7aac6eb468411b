import { absolute, relative } from '../language/format.ts';
import { useNow } from '../language/now.ts';
import { useZone } from '../language/time-zone.ts';
import { useLanguage } from '../language/words.ts';

/** A moment as people say it; the exact one on hover. */
export function When({ at }: { at: string }) {
  useLanguage();
  useZone();
  const now = useNow();
  return (
    <time dateTime={at} title={absolute(at)} className="numbers">
      {relative(at, now)}
    </time>
  );
}
