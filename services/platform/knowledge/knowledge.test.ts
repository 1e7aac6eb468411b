/** Knowledge on a real system: lessons through the real courses, documents, websites, models that speak a real protocol. */
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, test } from 'node:test';
import { asService, startTestSystem, type TestPerson } from '@kernos/kernel/testing';
import { courses } from '../../learning/courses/contract.ts';
import { coursesService } from '../../learning/courses/service.ts';
import { enrollments } from '../../learning/enrollments/contract.ts';
import { enrollmentsService } from '../../learning/enrollments/service.ts';
import { progressService } from '../../learning/progress/service.ts';
import { identityStandIn } from '../../learning/testing/people.fixture.ts';
import { knowledge } from './contract.ts';
import { knowledgeService } from './service.ts';
import { pdf } from './testing/files.fixture.ts';
import { startModels } from './testing/models.fixture.ts';

const models = await startModels();
const system = await startTestSystem({
  services: [coursesService, identityStandIn, enrollmentsService, progressService, knowledgeService],
  env: {
    OPENAI_BASE_URL: models.baseUrl,
    EMBEDDING_MODEL: 'vectors',
    TRANSCRIPTION_MODEL: 'ears',
    LOOPBACK_TARGETS: 'on',
  },
});
after(async () => {
  await system[Symbol.asyncDispose]();
  await models[Symbol.asyncDispose]();
});

const instructor = system.person(['instructor']);
const school = instructor.organizationId as string;
const learner = system.person(['learner'], school);
const as = (person: TestPerson) => system.client(knowledge, person);
const codeOf = (code: string, status: number) => (error: unknown) => {
  const { code: actual, status: actualStatus } = error as { code: string; status: number };
  assert.deepEqual([actual, actualStatus], [code, status]);
  return true;
};

/** What is found by its words, best first: by meaning everything is near something. */
async function find(q: string, person = learner, more: { courseId?: string } = {}) {
  const { items } = await as(person).search({ q, ...more });
  const rank = ({ why }: (typeof items)[number]) => why.lexicalRank ?? Number.NaN;
  return items.filter(({ why }) => why.bm25 !== null).sort((a, b) => rank(a) - rank(b));
}

/** A course of lessons by title; publishes it and waits until it can be found. */
async function teach(lessons: Readonly<Record<string, string>>) {
  const desk = system.client(courses, instructor);
  const { id: courseId } = await desk.create({ title: 'Practical Python', audience: 'open' });
  const { id: moduleId } = await desk.addModule({ courseId, title: 'Basics' });
  const ids: Record<string, string> = {};
  for (const [title, markdown] of Object.entries(lessons))
    ids[title] = (await desk.addLesson({ moduleId, title, markdown })).id;
  await desk.publish({ courseId });
  await system.settled();
  return { courseId, moduleId, ids, desk };
}

async function add(name: string, content: Buffer | string, more: object = {}) {
  const file = { blob: new Blob([new Uint8Array(Buffer.from(content))]), fileName: name };
  const { id } = await as(instructor).upload({ file, ...more });
  await system.settled();
  return as(instructor).document({ documentId: id });
}

const zebra = 'Über zebras 😀.\n\n## Stripes\n\nA zebra has `stripes.count()` stripes; a zebroid fewer.';

test('a published lesson is found: with its place in bytes, its headings, and why', async () => {
  const { courseId, ids } = await teach({ Animals: zebra, Plants: 'Roses and other flowers.' });
  const [first] = await find('How many stripes has a zebra?', learner, { courseId });
  assert.ok(first);
  assert.deepEqual(first.headingPath, ['Basics', 'Animals', 'Stripes']);
  assert.partialDeepStrictEqual(first.source, {
    type: 'lesson',
    lessonId: ids.Animals,
    courseId,
    version: 1,
  });
  const { start, end } = first.offsets;
  assert.equal(Buffer.from(zebra).subarray(start, end).toString(), first.text);
  const marked = first.highlights.map((span) => first.text.slice(span.start, span.end));
  assert.ok(marked.includes('zebra') && marked.includes('stripes'));
  assert.deepEqual(first.why.terms.map(({ typed }) => typed).sort(), ['stripes', 'zebra']);
  const sum = first.why.terms.reduce((all, { contribution }) => all + contribution, 0);
  assert.ok(Math.abs(sum - (first.why.bm25 ?? 0)) < 1e-6);
  assert.equal(first.why.lexicalRank, 1);
  assert.deepEqual((await as(learner).passage({ passageId: first.id })).text, first.text);
  // Strangers find nothing of it.
  const stranger = system.person(['admin']);
  assert.deepEqual(await find('zebra stripes', stranger), []);
  await assert.rejects(as(stranger).passage({ passageId: first.id }), codeOf('passage-not-found', 404));
});

test('publishing again keeps what stays, embeds what changed alone, and what went is gone at once', async () => {
  const text = (n: number) =>
    `## Part ${n}\n\nThe wombat lives in part ${n}, with its friend number ${n}.\n\n`;
  const { courseId, ids, desk, moduleId } = await teach({
    Wombats: text(1) + text(2),
    Quolls: 'A quoll and a wombat.',
  });
  const before = await find('wombat part', learner, { courseId });
  const embedded = models.embedded.length;
  const { version } = await desk.lesson({ lessonId: ids.Wombats as string, draft: true });
  await desk.updateLesson({
    lessonId: ids.Wombats as string,
    markdown: `Ü.\n\n${text(1)}${text(3)}`,
    ifMatch: version,
  });
  await desk.removeLesson({ lessonId: ids.Quolls as string });
  await desk.addLesson({ moduleId, title: 'Numbats', markdown: 'A numbat.' });
  await desk.publish({ courseId });
  await system.settled();
  const again = await find('wombat part', learner, { courseId });
  const idOf = (items: typeof before, heading: string) =>
    items.find(({ headingPath }) => headingPath.at(-1) === heading)?.id;
  assert.ok(idOf(before, 'Part 1') && idOf(before, 'Part 1') === idOf(again, 'Part 1'));
  assert.equal(idOf(again, 'Part 2'), undefined);
  assert.ok(!again.some((item) => item.source.title === 'Quolls'));
  for (const { text: own, offsets } of again.filter((item) => item.source.title === 'Wombats'))
    assert.equal(
      Buffer.from(`Ü.\n\n${text(1)}${text(3)}`)
        .subarray(offsets.start, offsets.end)
        .toString(),
      own,
    );
  // New are: the first words, part 3, the numbat.
  assert.equal(models.embedded.slice(embedded).filter((one) => !one.startsWith('wombat')).length, 3);

  await desk.archive({ courseId });
  assert.deepEqual(await find('wombat part', learner, { courseId }), []);
  await desk.restore({ courseId });
  await system.settled();
  assert.equal((await find('wombat part', learner, { courseId })).length, again.length);
});

test('what is mistyped is found all the same, and the reply says what it was taken for', async () => {
  await teach({ Birds: 'The cassowary is a large bird.' });
  const { items, corrections } = await as(learner).search({ q: 'casowary' });
  assert.match(items[0]?.text ?? '', /cassowary/);
  assert.equal(corrections[0]?.typed, 'casowary');
  assert.ok(items[0]?.why.terms.some(({ corrected }) => corrected));
});

test('a last word that is not finished is the beginning of others, and they are named', async () => {
  const { courseId } = await teach({
    Grammar: 'Agglutination and agglutinative languages.',
    Sound: 'A glottal stop.',
  });
  const found = async (q: string) => {
    const { items, corrections } = await as(learner).search({ q, courseId });
    return { first: items.find(({ why }) => why.bm25 !== null)?.source.title, meant: corrections[0]?.meant };
  };
  assert.deepEqual(await found('languages with aggluti'), { first: 'Grammar', meant: ['agglutin'] });
  assert.deepEqual(await found('glott'), { first: 'Sound', meant: ['glottal'] });
  assert.deepEqual(
    await found('glott?'),
    { first: undefined, meant: undefined },
    'finished, and far from any word',
  );
});

test('documents: found by whom they are for, deleted for good', async () => {
  const { courseId } = await teach({ One: 'Something else.' });
  const open = await add('open.md', '# Okapi\n\nThe okapi is shy.');
  assert.partialDeepStrictEqual(open, {
    state: 'ready',
    type: 'markdown',
    title: 'Okapi',
    passages: 1,
    error: null,
  });
  const inner = await add('inner.txt', 'The okapi of the course.', { courseId, visibility: 'members' });
  const staff = await add('staff.txt', 'The okapi of the staff.', { visibility: 'instructors' });
  const titles = async (person: TestPerson) =>
    (await find('okapi', person)).map(({ source }) => source.documentId);
  assert.deepEqual(await titles(learner), [open.id]);
  assert.equal((await titles(instructor)).length, 3);
  await system.client(enrollments, learner).enroll({ courseId });
  assert.deepEqual(new Set(await titles(learner)), new Set([open.id, inner.id]));
  await system.client(enrollments, learner).withdraw({ courseId });
  assert.deepEqual(await titles(learner), [open.id]);
  await as(instructor).updateDocument({ documentId: staff.id, visibility: 'organization' });
  assert.equal((await titles(learner)).length, 2);
  assert.equal(
    (await as(learner).documentText({ documentId: open.id })).text,
    '# Okapi\n\nThe okapi is shy.',
  );
  await assert.rejects(as(learner).documentText({ documentId: inner.id }), codeOf('document-not-found', 404));
  for (const { id } of [open, inner, staff]) await as(instructor).removeDocument({ documentId: id });
  assert.deepEqual(await titles(instructor), []);
  const { rows } = await system.sql<{ left: number }>({
    text: `SELECT (SELECT count(*) FROM knowledge.postings WHERE term = 'okapi') + (SELECT count(*) FROM knowledge.words WHERE word = 'okapi')
             + (SELECT count(*) FROM knowledge.files) + (SELECT count(*) FROM knowledge.staged_sources) AS left`,
  });
  assert.equal(rows[0]?.left, 0);
  await assert.rejects(
    as(instructor).upload({ file: { blob: new Blob(['x']), fileName: 'x.txt' }, visibility: 'members' }),
    codeOf('invalid-input', 400),
  );
});

test('a document that cannot be read says why, and can be tried again', async () => {
  const scanned = await add('scan.pdf', await pdf(['']));
  assert.equal(scanned.state, 'failed');
  assert.match(scanned.error?.detail ?? '', /scanned/);
  const again = await as(instructor).retryDocument({ documentId: scanned.id });
  assert.equal(again.state, 'waiting');
  await system.settled();
  assert.equal((await as(instructor).document({ documentId: scanned.id })).state, 'failed');
  const file = { blob: new Blob(['MZ\u0000']), fileName: 'virus.exe' };
  await assert.rejects(as(instructor).upload({ file }), codeOf('type-not-supported', 415));
  await assert.rejects(
    as(instructor).upload({ file: { blob: new Blob([]), fileName: 'a.txt' } }),
    codeOf('file-empty', 400),
  );
  const { items } = await as(instructor).documents({ state: 'failed', q: 'SCAN' });
  assert.deepEqual(
    items.map(({ id }) => id),
    [scanned.id],
  );
});

test('words that somebody may not read neither correct nor keep from being corrected', async () => {
  const open = await add('herons.txt', 'A grebes nest floats.');
  const secrets = await add('secret.txt', 'grebez grebec grebed grebeh grebet', {
    visibility: 'instructors',
  });
  // Nearer words, and the very one that was typed, stand where a learner may not read.
  for (const q of ['grebex', 'grebez']) {
    const { items, corrections } = await as(learner).search({ q });
    assert.deepEqual(corrections, [{ typed: q, meant: ['grebe'] }], q);
    assert.equal(items.find(({ why }) => why.bm25 !== null)?.source.documentId, open.id, q);
  }
  const { corrections, items } = await as(instructor).search({ q: 'grebez' });
  const [first] = items.filter(({ why }) => why.bm25 !== null);
  assert.deepEqual([corrections, first?.source.documentId], [[], secrets.id]);
  const still = ({ userId: id, roles, organizationId }: TestPerson) =>
    system.system.call(
      knowledge.calls.readable,
      { ids: [open.id, secrets.id] },
      { actor: { kind: 'person', id, roles, sessionId: id }, organizationId },
    );
  assert.deepEqual((await still(learner)).ids, [open.id]);
  assert.deepEqual((await still(instructor)).ids.toSorted(), [open.id, secrets.id].toSorted());
  for (const { id } of [open, secrets]) await as(instructor).removeDocument({ documentId: id });
  assert.deepEqual((await still(instructor)).ids, []);
});

test('by meaning: a word that stands nowhere finds its like, and without the model words alone are compared', async () => {
  const document = await add('drive.txt', 'An automobile needs fuel.');
  const { items, mode } = await as(learner).search({ q: 'car' });
  assert.equal(mode, 'hybrid');
  assert.equal(items[0]?.source.documentId, document.id);
  assert.partialDeepStrictEqual(items[0]?.why, { lexicalRank: null, vectorRank: 1, bm25: null });
  models.status = 503;
  const without = await as(learner).search({ q: 'fuel' });
  models.status = 200;
  assert.deepEqual([without.mode, without.items[0]?.source.documentId], ['lexical', document.id]);
  assert.match(without.modeReason ?? '', /did not answer/);
  await as(instructor).removeDocument({ documentId: document.id });
});

test('sound is written down, and found with its time', async () => {
  const heard = await add('talk.mp3', Buffer.from('ID3 not really'));
  assert.equal(heard.state, 'ready');
  const [first] = (await find('hello')).filter(({ source }) => source.documentId === heard.id);
  assert.deepEqual(first?.time, { start: 1_500, end: 3_000 });
});

test('for the assistant: passages for somebody, and a fingerprint that changes with what may be found', async () => {
  const document = await add('gnu.txt', 'The gnu runs.', { visibility: 'instructors' });
  const ask = (roles: string[]) =>
    system.system.call(
      knowledge.calls.retrieve,
      { question: 'gnu', viewer: { userId: null, roles } },
      asService(school),
    );
  const [forStaff, forOthers] = [await ask(['instructor']), await ask(['learner'])];
  assert.deepEqual(forStaff.passages[0]?.source.documentId, document.id);
  assert.notEqual(forStaff.fingerprint, forOthers.fingerprint);
  assert.ok(!forOthers.passages.some(({ source }) => source.documentId === document.id));
  const ids = forStaff.passages.map(({ id }) => id);
  await as(instructor).removeDocument({ documentId: document.id });
  const still = await system.system.call(knowledge.calls.passages, { ids }, asService(school));
  assert.ok(!still.passages.some(({ source }) => source.documentId === document.id));
});

test('pages fit together, and every one says how it was found', async () => {
  const { courseId } = await teach(
    Object.fromEntries(
      Array.from({ length: 12 }, (_, n) => [`Lesson ${n}`, `The axolotl ${'swims '.repeat(n + 1)}.`]),
    ),
  );
  const seen: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await as(learner).search({ q: 'axolotl', courseId, limit: 5, ...(cursor && { cursor }) });
    seen.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor ?? undefined;
  } while (cursor);
  assert.equal(seen.length, 12);
  assert.equal(new Set(seen).size, 12);
  await assert.rejects(
    as(learner).search({ q: 'axolotl', cursor: 'WyItMSJd' }),
    codeOf('invalid-input', 400),
  );
  await assert.rejects(as(learner).search({ q: ' ' }), codeOf('invalid-input', 400));
});

test('a website: its own host, what robots.txt allows, again after a change; never inside', async () => {
  const pages: Record<string, string> = {
    '/robots.txt': 'User-agent: *\nDisallow: /secret\nCrawl-delay: 0.01',
    '/': '<h1>Home</h1><p>The narwhal site. <a href="/a">A</a> <a href="/secret">S</a> <a href="http://elsewhere.example/">E</a></p>',
    '/a': '<h1>A</h1><p>More of the narwhal.</p>',
    '/secret': '<p>A secret narwhal.</p>',
  };
  const asked: string[] = [];
  const server = createServer((request, response) => {
    const page = pages[request.url ?? ''];
    const etag = page && `"${Buffer.from(page).toString('base64url')}"`;
    const same = etag !== undefined && request.headers['if-none-match'] === etag;
    asked.push(`${request.url}${same ? ' same' : ''}`);
    const status = page === 'broken' ? 500 : page === undefined ? 404 : same ? 304 : 200;
    const type = request.url === '/robots.txt' ? 'text/plain' : 'text/html';
    response.writeHead(status, { 'content-type': type, ...(etag && { etag }) }).end(same ? undefined : page);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    const { id: siteId } = await as(instructor).addSite({ address, pageLimit: 5 });
    await system.settled();
    const [site] = (await as(instructor).sites({})).items;
    assert.partialDeepStrictEqual(site, { id: siteId, state: 'ready', pages: 2 });
    assert.match(site?.skipped[0]?.reason ?? '', /robots/);
    assert.ok(!asked.includes('/secret'));
    assert.deepEqual((await find('narwhal')).length, 2);
    const again = async () => {
      asked.length = 0;
      await as(instructor).refreshSite({ siteId });
      await system.settled();
      return (await find('narwhal')).length;
    };
    // As it was, it is not sent again, and its links are followed all the same.
    assert.equal(await again(), 2);
    assert.deepEqual(asked, ['/robots.txt', '/ same', '/a same']);
    // A server in trouble has deleted nothing, and a page that is linked to may come back.
    const { '/a': page } = pages;
    pages['/a'] = 'broken';
    assert.deepEqual([await again(), await again(), await again()], [2, 2, 2]);
    delete pages['/a'];
    assert.equal(await again(), 2);
    pages['/a'] = page ?? '';
    assert.equal(await again(), 2);
    delete pages['/a'];
    assert.deepEqual([await again(), await again()], [2, 1]);
    pages['/a'] = page ?? '';
    assert.equal(await again(), 2);
    delete pages['/a'];
    pages['/'] = '<h1>Home</h1><p>The beluga site.</p>';
    await as(instructor).refreshSite({ siteId });
    await system.settled();
    assert.deepEqual(await find('narwhal'), []);
    assert.equal((await find('beluga'))[0]?.source.address, address);
    await as(instructor).removeSite({ siteId });
    assert.deepEqual(await find('beluga'), []);
  } finally {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
  for (const refused of [
    'http://10.0.0.1/',
    'http://169.254.169.254/latest',
    'ftp://kernos.example/',
    'http://user:pass@192.0.2.1/',
  ])
    await assert.rejects(as(instructor).addAddress({ address: refused }), codeOf('address-refused', 400));
});

test('what another analysis indexed is found again, by itself, and in the language it is written in', async () => {
  const found = async (q: string) =>
    (await as(instructor).search({ q })).items.flatMap(({ source, why }) =>
      why.lexicalRank === null ? [] : [source.title],
    );
  const text = '# Jardin\n\nIl faut qu’Albert ferme l’eau. Les boucles du tuyau sont longues pendant l’été.';
  assert.equal((await add('jardin.md', text)).state, 'ready');
  const asked = ['eau', 'été', 'boucle'];
  for (const q of asked) assert.deepEqual(await found(q), ['Jardin'], q);
  await system.sql({ text: 'UPDATE knowledge.indexes SET analysis = 1' });
  await system.sql({ text: 'DELETE FROM knowledge.postings' });
  assert.deepEqual(await found('eau'), []);
  system.clock.set(new Date(Date.now() + 61_000));
  while ((await found('eau')).length === 0);
  for (const q of asked) assert.deepEqual(await found(q), ['Jardin'], q);
});
