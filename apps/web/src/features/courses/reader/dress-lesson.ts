/** Makes of a lesson's HTML, which the server sanitised, what stands in the page. */
import type { CourseWords } from '../words.en.ts';
import { languageOf } from './highlight.ts';

type Words = CourseWords['reader'];

interface Around {
  readonly title: string;
  readonly courseId: string;
  readonly lessonIds: ReadonlySet<string>;
  readonly words: Words;
}

/**
 * The elements of a lesson with what helps to read them: names and copy buttons on code, tables that scroll by
 * themselves, pictures that can be enlarged. Links between lessons of this course get their full address.
 */
export function dressLesson(html: string, { title, courseId, lessonIds, words }: Around): DocumentFragment {
  // A document of its own: nothing in it is fetched or run before it is in the page.
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  dropRepeatedTitle(body, title);
  for (const pre of body.querySelectorAll('pre')) dressCode(pre, words);
  for (const table of body.querySelectorAll('table')) dressTable(table, words);
  for (const image of body.querySelectorAll('img')) dressImage(image, words);
  for (const link of body.querySelectorAll('a')) dressLink(link, courseId, lessonIds, words);
  for (const heading of body.querySelectorAll('h1')) lower(heading);
  for (const box of body.querySelectorAll('input'))
    box.setAttribute('aria-label', (box.closest('li')?.textContent ?? '').trim().slice(0, 120));
  const fragment = document.createDocumentFragment();
  fragment.append(...body.childNodes);
  return fragment;
}

function element(tag: string, attributes: Record<string, string>, text?: string): HTMLElement {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

/** Whether a heading says no more than the title that stands above the lesson anyway. */
export const repeatsTitle = (heading: string, title: string): boolean =>
  heading.replace(/\s+/g, ' ').trim().toLowerCase() === title.trim().toLowerCase();

/** Authors begin with the title again, some below a line of links. What leads to that heading still does. */
function dropRepeatedTitle(body: HTMLElement, title: string): void {
  const heading = [...body.children].slice(0, 3).find((child) => /^H[1-6]$/.test(child.tagName));
  if (heading && repeatsTitle(heading.textContent ?? '', title))
    heading.replaceWith(element('span', { id: heading.id }));
}

function dressCode(pre: HTMLPreElement, words: Words): void {
  const code = pre.querySelector('code');
  const frame = element('figure', { 'data-code': '' });
  const head = element('figcaption', {}, (code && languageOf(code)) ?? words.code);
  const copy = element('button', { type: 'button', 'data-copy': '', 'aria-live': 'polite' }, words.copy);
  pre.replaceWith(frame);
  head.append(copy);
  frame.append(head, pre);
  // Long lines scroll, which must be possible without a mouse.
  pre.tabIndex = 0;
  pre.setAttribute('role', 'group');
  pre.setAttribute('aria-label', words.code);
}

function dressTable(table: HTMLTableElement, words: Words): void {
  const frame = element('div', {
    'data-table': '',
    tabindex: '0',
    role: 'group',
    'aria-label': table.caption?.textContent || words.table,
  });
  table.replaceWith(frame);
  frame.append(table);
}

function dressImage(image: HTMLImageElement, words: Words): void {
  image.loading = 'lazy';
  image.decoding = 'async';
  if (image.closest('a, button, summary')) return;
  const button = element('button', {
    type: 'button',
    'data-enlarge': '',
    'aria-label': words.enlarge(image.alt),
  });
  image.replaceWith(button);
  button.append(image);
}

function dressLink(
  link: HTMLAnchorElement,
  courseId: string,
  lessonIds: ReadonlySet<string>,
  words: Words,
): void {
  const href = link.getAttribute('href');
  if (href === null) return;
  const lesson = /^\/lessons\/([0-9a-f-]{36})(#.*)?$/.exec(href);
  if (lesson?.[1] && lessonIds.has(lesson[1]))
    link.setAttribute('href', `/courses/${courseId}/lessons/${lesson[1]}${lesson[2] ?? ''}`);
  if (!/^https?:/.test(href)) return;
  link.target = '_blank';
  link.append(element('span', { class: 'sr-only' }, ` (${words.newTab})`));
}

/** The page has its one main heading, which is the lesson's title. */
function lower(heading: HTMLHeadingElement): void {
  const lowered = element(
    'h2',
    Object.fromEntries([...heading.attributes].map(({ name, value }) => [name, value])),
  );
  lowered.append(...heading.childNodes);
  heading.replaceWith(lowered);
}
