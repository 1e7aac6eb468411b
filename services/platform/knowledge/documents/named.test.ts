/** What documents are called once they are read, where people see it: among documents and in search. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { startTestSystem } from '@kernos/kernel/testing';
import { coursesService } from '../../../learning/courses/service.ts';
import { enrollmentsService } from '../../../learning/enrollments/service.ts';
import { progressService } from '../../../learning/progress/service.ts';
import { identityStandIn } from '../../../learning/testing/people.fixture.ts';
import { knowledge } from '../contract.ts';
import { knowledgeService } from '../service.ts';
import { pdf } from '../testing/files.fixture.ts';

const system = await startTestSystem({
  services: [coursesService, identityStandIn, enrollmentsService, progressService, knowledgeService],
});
after(() => system[Symbol.asyncDispose]());
const librarian = system.client(knowledge, system.person(['instructor']));

async function add(fileName: string, content: Buffer | string, given?: string) {
  const { id: documentId } = await librarian.upload({
    file: { blob: new Blob([new Uint8Array(Buffer.from(content))]), fileName },
    ...(given && { title: given }),
  });
  await system.settled();
  return librarian.document({ documentId });
}

const found = async (documentId: string) =>
  (await librarian.search({ q: 'pangolin' })).items.find(({ source }) => source.documentId === documentId)
    ?.source.title;

test('a document that says nothing of its title is called what its file is, among documents and in search', async () => {
  const titles = [undefined, 'untitled', 'about:blank', '(anonymous)', 'Microsoft Word - draft.docx'];
  for (const [at, title] of titles.entries()) {
    const fileName = `Field notes ${at}.pdf`;
    const document = await add(fileName, await pdf([`A pangolin, part ${at}.`], { ...(title && { title }) }));
    assert.partialDeepStrictEqual(document, { state: 'ready', title: fileName }, title);
    assert.equal(await found(document.id), fileName, title);
  }
  const { items } = await librarian.documents({ q: 'field notes' });
  assert.deepEqual(
    items.map(({ title }) => title).sort(),
    titles.map((_, at) => `Field notes ${at}.pdf`),
  );
  const page = await add('saved.html', '<title>about:blank</title><p>A pangolin, saved.</p>');
  assert.deepEqual([page.title, await found(page.id)], ['saved.html', 'saved.html']);
});

test('one that says it is called so, unless somebody named it', async () => {
  const said = await add('scan0001.pdf', await pdf(['A pangolin.'], { title: 'On pangolins' }));
  assert.deepEqual([said.title, await found(said.id)], ['On pangolins', 'On pangolins']);
  for (const title of ['untitled', 'On pangolins']) {
    const named = await add('scan0002.pdf', await pdf(['A pangolin.'], { title }), 'Mine');
    assert.deepEqual([named.title, await found(named.id)], ['Mine', 'Mine']);
  }
});
