/** The passages an answer may be drawn from, as the asker may read them now. */
import type { Context } from '@kernos/kernel/context';
import { shortened } from '@kernos/kernel/text';
import { knowledge } from '../knowledge/contract.ts';
import type { CheckablePassage } from './citations.ts';
import type { ConsideredPassage, Kind, Passage } from './schemas.ts';
import { isSolution, matchesSolution, splitSolutions } from './solutions.ts';

/** A passage as the search found it. */
export interface RetrievedPassage extends Omit<Passage, 'n' | 'excerpt'> {
  readonly text: string;
  readonly sourceId: string;
  readonly found: Readonly<Record<string, unknown>>;
}

export interface Retrieval {
  /** Best first, reference solutions left out. */
  readonly passages: readonly RetrievedPassage[];
  /** Reference solutions that were found, and go nowhere. */
  readonly solutions: readonly RetrievedPassage[];
  /** The question as it was searched: words that stand nowhere replaced by what was meant. */
  readonly searched: string;
  /** True: the passages are about the question, whatever words they use. */
  readonly about: boolean;
  /** True: the code the learner shows is that of a reference solution. */
  readonly solved: boolean;
  readonly indexVersion: string;
  /** Of the passages and their content, as found for this asker. */
  readonly fingerprint: string;
}

export interface RetrieveInput {
  readonly question: string;
  readonly kind: Kind;
  readonly selection?: string | undefined;
  readonly courseId: string | null;
  /** Of the course, for a question about the course as a whole. */
  readonly courseTitle?: string | undefined;
  /** The lesson that the question was asked beside. */
  readonly lesson: { readonly id: string; readonly title: string } | null;
  /** For whom, where a service asks on somebody's behalf. */
  readonly viewer?: { readonly userId: string; readonly roles: string[] } | undefined;
}

const PASSAGES = 12;
/** A lesson's own passages are filtered from more. */
const PASSAGES_AROUND_LESSON = 40;
const LONGEST_QUERY = 8_000;
/** Cosine similarity from which a passage counts as being about the question. */
const SIMILAR = 0.55;
const THIS_COURSE =
  /\b(?:(?:this|the|your|my) (?:course|class|material)|(?:ce|le|votre|ton|mon) cours|(?:este|el|meu|o) curs[oa]|diese[rmn]? kurs|questo corso)\b/i;
const THIS_LESSON =
  /\b(?:(?:this|the) (?:lesson|page|section|chapter|text|module)|(?:cette|la) (?:leçon|page|section)|(?:ce|le) (?:chapitre|texte|module)|est[ae] (?:lección|página|sección|capítulo|texto|lição)|diese[rs]? (?:lektion|seite|abschnitt|kapitel|text)|questa (?:lezione|pagina))(?!\p{L})/iu;

export async function retrieve(ctx: Context, input: RetrieveInput): Promise<Retrieval> {
  const { question, kind, selection, courseId, courseTitle, lesson, viewer } = input;
  const ofCourse = courseId !== null && courseTitle !== undefined && THIS_COURSE.test(question);
  const ofLesson = lesson && (kind === 'summarize' || kind === 'quiz_me' || THIS_LESSON.test(question));
  const query = [
    question,
    selection && shortened(selection, 600),
    ofLesson ? lesson.title : '',
    ofCourse ? courseTitle : '',
  ]
    .filter(Boolean)
    .join('\n');
  const reply = await ctx.call(knowledge.calls.retrieve, {
    question: shortened(query, LONGEST_QUERY),
    ...(courseId && { courseId }),
    ...(viewer && { viewer }),
    limit: lesson ? PASSAGES_AROUND_LESSON : PASSAGES,
  });
  const found = reply.passages.map(toRetrieved);
  const { open, solutions } = withoutSolutions(found);
  const passages = lesson ? nearLesson(open, lesson.id, Boolean(ofLesson)) : open;
  return {
    passages: passages.slice(0, PASSAGES),
    solutions,
    searched: corrected(query, reply.corrections),
    about:
      reply.passages.some(({ why }) => (why.similarity ?? 0) >= SIMILAR) ||
      Boolean(ofLesson && passages.some(({ lessonId }) => lessonId === lesson?.id)) ||
      (ofCourse && passages.length > 0),
    solved:
      solutions.length > 0 && matchesSolution([question, selection].filter(Boolean).join('\n\n'), solutions),
    indexVersion: String(reply.indexVersion),
    fingerprint: reply.fingerprint,
  };
}

/** Passages that are solutions apart; of those that hold one among other things, what is left. */
function withoutSolutions(found: readonly RetrievedPassage[]) {
  const open: RetrievedPassage[] = [];
  const solutions: RetrievedPassage[] = [];
  for (const passage of found) {
    const parts = isSolution(passage) ? { open: '', solutions: passage.text } : splitSolutions(passage.text);
    if (parts.open) open.push({ ...passage, text: parts.open });
    if (parts.solutions) solutions.push({ ...passage, text: parts.solutions });
  }
  return { open, solutions };
}

type Found = NonNullable<(typeof knowledge.calls.retrieve)['~types']>['reply']['passages'][number];

function toRetrieved({ id, text, headingPath, source, offsets, score, why }: Found): RetrievedPassage {
  return {
    id,
    text,
    title: source.title,
    headings: headingsBelow(headingPath, source.title, source.lessonId !== null),
    courseId: source.courseId,
    lessonId: source.lessonId,
    documentId: source.documentId,
    sourceId: source.lessonId ?? source.documentId ?? id,
    start: offsets.start,
    end: offsets.end,
    score,
    found: why,
  };
}

/** The headings within a lesson or document: the first names the lesson's module, or the document itself. */
function headingsBelow(path: readonly string[], title: string, isLesson: boolean): string[] {
  const below = isLesson ? path.slice(1) : path;
  return below[0] === title ? below.slice(1) : [...below];
}

/** The lesson's passages before others that fit as well; alone, where it is the lesson that is asked about. */
function nearLesson(
  passages: readonly RetrievedPassage[],
  lessonId: string,
  alone: boolean,
): RetrievedPassage[] {
  const own = passages.filter((passage) => passage.lessonId === lessonId);
  if (alone && own.length > 0) return own.toSorted((a, b) => a.start - b.start);
  const boosted = (passage: RetrievedPassage, rank: number) => rank - (passage.lessonId === lessonId ? 6 : 0);
  return passages
    .map((passage, rank) => ({ passage, rank: boosted(passage, rank) }))
    .toSorted((a, b) => a.rank - b.rank)
    .map(({ passage }) => passage);
}

/** A shorter word is near too many others for a guess to be taken for what was meant. */
const LEAST_CORRECTED = 6;

function corrected(
  question: string,
  corrections: readonly { typed: string; meant: readonly string[] }[],
): string {
  let text = question;
  for (const { typed, meant } of corrections) {
    if (typed.length < LEAST_CORRECTED) continue;
    const word = new RegExp(`(?<![\\p{L}\\p{N}])${escaped(typed)}(?![\\p{L}\\p{N}])`, 'giu');
    text = text.replace(word, () => meant.join(' '));
  }
  return text;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const EXCERPT = 280;

/** A passage as the answer names it. */
export function toPassage(passage: RetrievedPassage, n: number): Passage {
  const { id, title, headings, courseId, lessonId, documentId, start, end, score, text } = passage;
  const excerpt = text.length > EXCERPT ? `${text.slice(0, EXCERPT).replace(/(?<!\s)\s+\S*$/, '')}…` : text;
  return {
    n,
    id,
    title,
    headings: [...headings],
    courseId,
    lessonId,
    documentId,
    start,
    end,
    excerpt,
    score,
  };
}

/** A passage as "why this answer" tells of it. */
export function toConsidered(
  passage: RetrievedPassage,
  n: number | null,
  leftOut: ConsideredPassage['leftOut'],
): ConsideredPassage {
  const { text, found } = passage;
  // A reference solution is told of, so that its absence is no riddle, and not shown.
  const shown = leftOut === 'solution' ? { text: '', excerpt: '' } : { text };
  return { ...toPassage(passage, n ?? 1), ...shown, n, leftOut, found: { ...found } };
}

export const toCheckable = (passage: RetrievedPassage, n: number): CheckablePassage => ({
  n,
  title: passage.title,
  headings: passage.headings,
  text: passage.text,
});
