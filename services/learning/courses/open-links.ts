/**
 * Lessons are rendered once, when they are written, though what they link to may come and go until they are
 * published. So their links to lessons and files are left open in the stored HTML, and closed with the
 * addresses of the moment: a matter of text, where rendering again would keep the parser busy for every reader.
 *
 * An open link is an address `kernos:lesson/<key>`, `kernos:asset/<key>` or `kernos:course/`. No author can
 * write one: rendering takes away schemes it does not know.
 */
import type { RenderUrls } from './content/render.ts';
import { eachMatch } from './each-match.ts';

/** Addresses that leave every link open. */
export const openUrls: RenderUrls = {
  lessonUrl: (key) => `kernos:lesson/${key}`,
  assetUrl: (key) => `kernos:asset/${key}`,
  courseUrl: () => 'kernos:course/',
};

/** Where links lead now; undefined for what is not there. */
export interface LinkTargets {
  readonly lesson: (key: string) => string | undefined;
  readonly asset: (key: string) => string | undefined;
  readonly course: string;
}

/** The keys that the open links of an HTML text name. */
export async function openLinks(html: string): Promise<{ lessons: string[]; assets: string[] }> {
  const lessons = new Set<string>();
  const assets = new Set<string>();
  await eachLink(html, (kind, key) => {
    if (kind === 'lesson') lessons.add(key);
    if (kind === 'asset') assets.add(key);
    return undefined;
  });
  return { lessons: [...lessons], assets: [...assets] };
}

/** Closes the open links of an HTML text. One that leads to nothing loses its address, not its text. */
export function closeLinks(html: string, targets: LinkTargets): Promise<string> {
  return eachLink(html, (kind, key) => {
    if (kind === 'course') return targets.course;
    return kind === 'lesson' ? targets.lesson(key) : targets.asset(key);
  });
}

// The serialized form of our own renderer: `<` begins a tag, values stand in double quotes and hold none.
const tag = /<[a-z][^<>"]*(?:"[^"]*"[^<>"]*)*>/g;
const OPEN = '"kernos:';
const openAddress = / (href|src)="kernos:(lesson|asset|course)\/([^"#]*)(#[^"]*)?"/g;

async function eachLink(
  html: string,
  target: (kind: string, key: string) => string | undefined,
): Promise<string> {
  // The lessons of most courses have no such link.
  if (!html.includes(OPEN)) return html;
  const parts: string[] = [];
  let at = 0;
  await eachMatch(html, tag, ({ 0: whole, index }) => {
    if (!whole.includes(OPEN)) return;
    const closed = whole.replace(
      openAddress,
      (_, attribute: string, kind: string, key: string, fragment: string = '') => {
        const address = target(kind, key);
        return address === undefined ? '' : ` ${attribute}="${address}${fragment}"`;
      },
    );
    parts.push(html.slice(at, index), closed);
    at = index + whole.length;
  });
  parts.push(html.slice(at));
  return parts.join('');
}
