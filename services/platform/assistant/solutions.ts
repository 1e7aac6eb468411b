/**
 * Which passages are reference solutions. They never reach a model or an answer: a learner shall find the
 * way, not read it. The rule looks at names, because nothing else says what a text is: the title of the
 * lesson or document, and every heading above the passage. A solution that is called something else is not
 * recognised.
 */

const SOLUTION =
  /^(?:[\d.\s-]*)(?:(?:(?:reference|model|sample|example|suggested|official|exercise|homework|quiz|test|exam|graded)\s+)*(?:solutions?|answers?)|(?:answer|marking|grading|correction)\s+(?:keys?|schemes?|guides?)|(?:instructors?|teachers?)['’]?s?\s+(?:notes?|guides?|solutions?|answers?)|lösung(?:en|shinweise)?|musterlösung(?:en)?|soluci(?:ón|ones)|corrigés?|solutions?\s+des\s+exercices)(?:\s*(?:$|[:(–—-]|\d|to\b|for\b|of\b|key\b|manual\b|guide\b|zu\b|de\b|des\b))/iu;

/** True where a title or heading names what follows a reference solution. */
export const namesSolution = (heading: string): boolean =>
  SOLUTION.test(heading.replace(/[*_`#]/g, '').trim());

/** True where a passage stands in a reference solution. */
export const isSolution = ({ title, headings }: { title: string; headings: readonly string[] }): boolean =>
  namesSolution(title) || headings.some(namesSolution);
