/**
 * The services around the assistant, as much of them as it needs: passages with readers, courses with a title,
 * and who belongs to which organization. The search is simple on purpose; that of knowledge is tested there.
 */
import { createHash } from 'node:crypto';
import { contract } from '@kernos/kernel/contract';
import { newId } from '@kernos/kernel/ids';
import { handle, type ServiceDefinition, service } from '@kernos/kernel/service';
import { identity } from '../identity/contract.ts';
import { knowledge } from '../knowledge/contract.ts';
import { termsOf } from './terms.ts';

type Retrieved = NonNullable<(typeof knowledge.calls.retrieve)['~types']>['reply'];
type Found = Retrieved['passages'][number];

export interface ShelvedPassage {
  readonly id: string;
  readonly organizationId: string;
  readonly title: string;
  readonly headings: readonly string[];
  readonly text: string;
  readonly courseId: string | null;
  readonly lessonId: string | null;
  readonly start: number;
  /** Who may read it; null: everybody of the organization. */
  readonly readers: Set<string> | null;
}

export interface Neighbours {
  readonly services: readonly ServiceDefinition[];
  readonly passages: ShelvedPassage[];
  /** Course → organization. */
  readonly courses: Map<string, string>;
  /** When people last got another password, by their id. */
  readonly keysSince: Map<string, string>;
  /** `organization user` → roles. */
  readonly members: Map<string, ('learner' | 'instructor' | 'admin')[]>;
  readonly shelve: (
    passage: Partial<ShelvedPassage> & Pick<ShelvedPassage, 'organizationId' | 'text'>,
  ) => ShelvedPassage;
  readonly remove: (id: string) => void;
  /** Something changed of what may be read. */
  readonly changed: () => void;
  /** How often it was searched. */
  readonly searches: () => number;
}

/** A search that counts how many of the question's terms a passage has. */
const searchIn = (passages: readonly ShelvedPassage[], state: { indexVersion: number; searches: number }) =>
  handle(
    knowledge.calls.retrieve,
    async ({ question, courseId, limit = 12, viewer }, ctx): Promise<Retrieved> => {
      state.searches += 1;
      const reader = viewer?.userId ?? ctx.actor.id ?? '';
      const asked = termsOf(question);
      const readable = passages.filter(
        (it) =>
          it.organizationId === ctx.organizationId &&
          (!courseId || it.courseId === courseId) &&
          (it.readers === null || it.readers.has(reader)),
      );
      const found = readable
        .map((it) => ({ it, score: scoreOf(asked, it) }))
        .filter(({ score }) => score > 0)
        .toSorted((a, b) => b.score - a.score)
        .slice(0, limit)
        .map(({ it, score }) => toFound(it, score));
      const content = found.map(({ id, contentHash }) => `${id} ${contentHash}`).join('\n');
      return {
        passages: found,
        mode: 'lexical',
        modeReason: 'No embedding provider is set up.',
        reranked: false,
        corrections: [],
        indexVersion: state.indexVersion,
        fingerprint: createHash('sha256').update(content).digest('hex'),
      };
    },
  );

export function makeNeighbours(): Neighbours {
  const passages: ShelvedPassage[] = [];
  const known = new Map<string, string>();
  const members: Neighbours['members'] = new Map();
  const keysSince: Neighbours['keysSince'] = new Map();
  const state = { indexVersion: 1, searches: 0 };

  const titles = handle(knowledge.calls.titles, async ({ courseId, lessonId }, ctx) => {
    if (courseId && known.get(courseId) !== ctx.organizationId)
      return ctx.fail('course-not-found', 'There is no such course.');
    const lesson = passages.find(
      (it) => it.lessonId === lessonId && it.organizationId === ctx.organizationId,
    );
    if (lessonId && !lesson) return ctx.fail('lesson-not-found', 'There is no such lesson.');
    return { course: courseId ? 'Clay and pottery' : null, lesson: lesson && lessonId ? lesson.title : null };
  });

  const readable = handle(knowledge.calls.readable, async ({ ids }, ctx) => ({
    ids: passages
      .filter(
        ({ organizationId, readers }) =>
          organizationId === ctx.organizationId && (readers === null || readers.has(ctx.actor.id ?? '')),
      )
      .map(({ id, lessonId }) => lessonId ?? id)
      .filter((id) => ids.includes(id)),
  }));

  const membership = handle(identity.calls.membership, async ({ organizationId, userId }, ctx) => {
    const roles = members.get(`${organizationId} ${userId}`);
    return roles
      ? { roles, keysSince: keysSince.get(userId) ?? '2026-01-01T00:00:00.000Z' }
      : ctx.fail('member-not-found', 'There is no such member.');
  });

  return {
    services: [
      standIn(
        'knowledge',
        { retrieve: knowledge.calls.retrieve, titles: titles.call, readable: readable.call },
        [searchIn(passages, state), titles, readable],
      ),
      standIn('identity', { membership: identity.calls.membership }, [membership]),
    ],
    passages,
    courses: known,
    members,
    keysSince,
    shelve: (passage) => {
      const shelved: ShelvedPassage = {
        id: newId(),
        title: 'A lesson',
        headings: [],
        courseId: null,
        lessonId: newId(),
        start: 0,
        readers: null,
        ...passage,
      };
      passages.push(shelved);
      state.indexVersion += 1;
      return shelved;
    },
    remove: (id) => {
      passages.splice(
        passages.findIndex((it) => it.id === id),
        1,
      );
      state.indexVersion += 1;
    },
    changed: () => {
      state.indexVersion += 1;
    },
    searches: () => state.searches,
  };
}

const standIn = (
  name: string,
  calls: object,
  handlers: Parameters<typeof service>[1]['calls'],
): ServiceDefinition => service({ ...contract(name, {}), calls } as never, { calls: handlers ?? [] });

function scoreOf(asked: ReadonlySet<string>, { title, headings, text }: ShelvedPassage): number {
  const terms = termsOf([title, ...headings, text].join('\n'));
  return [...asked].filter((term) => terms.has(term)).length;
}

function toFound(it: ShelvedPassage, score: number): Found {
  const { id, text, title, headings, courseId, lessonId, start } = it;
  return {
    id,
    text,
    headingPath: lessonId ? ['A module', title, ...headings] : [title, ...headings],
    source: {
      type: lessonId ? 'lesson' : 'markdown',
      title,
      courseId,
      courseTitle: courseId && 'A course',
      lessonId,
      documentId: lessonId ? null : id,
      version: lessonId ? 1 : null,
      address: null,
    },
    offsets: { start, end: start + Buffer.byteLength(text) },
    pages: null,
    time: null,
    contentHash: createHash('sha256')
      .update([title, ...headings, text].join('\n'))
      .digest('hex'),
    score,
    highlights: [],
    why: {
      terms: [],
      bm25: score,
      context: null,
      resemblance: 0,
      lexicalRank: 1,
      vectorRank: null,
      similarity: null,
      rerankScore: null,
    },
  };
}

/** A lesson on generators, in passages as knowledge cuts them. */
export const GENERATORS = [
  {
    title: 'Customizing Iteration',
    headings: ['Generators'],
    text: 'A generator is a function that defines iteration. Any function that uses the `yield` statement is a generator.\n\n```python\ndef countdown(n):\n    while n > 0:\n        yield n\n        n -= 1\n```\n\nThe behavior of generators is different than a normal function.',
  },
  {
    title: 'Customizing Iteration',
    headings: ['A problem with generators'],
    text: 'A generator can only be consumed once. If you want to iterate again, you have to call the generator function again.',
  },
  {
    title: 'Function Decorators',
    headings: ['Decorators'],
    text: 'A decorator is a function that creates a wrapper around another function. The wrapper carries out extra work before the original function is called.',
  },
] as const;
