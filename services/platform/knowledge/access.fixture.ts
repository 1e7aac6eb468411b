/** What the calls of knowledge answer to whom (services/testing/access.fixture.ts). */

import { client } from '@kernos/kernel/client';
import { newId } from '@kernos/kernel/ids';
import { type Expectations, under } from '../../testing/access.fixture.ts';
import { type College, DRAFT_WORD } from '../../testing/college.fixture.ts';
import { bearer } from '../../testing/people.fixture.ts';
import { knowledge } from './contract.ts';

const file = () => new Blob(['The words of a document.']);

const form = () => {
  const made = new FormData();
  made.append('file', file(), 'words.txt');
  return made;
};

const instructor = ({ system, members }: College) =>
  client(knowledge, { baseUrl: system.url, headers: () => bearer(members.instructor.accessToken) });

/** A document of the instructor's that everybody of the organization may find. */
async function document(college: College) {
  const { id } = await instructor(college).upload({ file: { blob: file(), fileName: 'words.txt' } });
  await college.system.settled();
  return { params: { documentId: id } };
}

async function site({ system, members, organizationId }: College) {
  const siteId = newId();
  await system.sql({
    text: `INSERT INTO knowledge.sites (id, organization_id, address, visibility, page_limit, state, created_by, created_at)
           VALUES ($1, $2, 'https://kernos.example/', 'organization', 1, 'ready', $3, now())`,
    values: [siteId, organizationId, members.instructor.userId],
  });
  return { params: { siteId } };
}

async function passage(college: College) {
  const { documentId } = (await document(college)).params;
  const { rows } = await college.system.sql<{ id: string }>({
    text: 'SELECT id FROM knowledge.passages WHERE source_id = $1',
    values: [documentId],
  });
  return { params: { passageId: rows[0]?.id ?? '' } };
}

// Nothing there can be reached: who asks for it is refused, whoever they are.
const inside = { address: 'http://127.0.0.1/' };

export const access: Expectations = {
  ...under(['instructor', 'admin'], {
    'knowledge.upload': { send: () => ({ form }) },
    'knowledge.addAddress': { send: () => ({ body: inside }), status: 400 },
    'knowledge.documents': {},
    'knowledge.document': { send: document },
    'knowledge.updateDocument': {
      send: async (college) => ({ ...(await document(college)), body: { visibility: 'instructors' } }),
    },
    'knowledge.retryDocument': { send: document },
    'knowledge.removeDocument': { send: document },
    'knowledge.addSite': { send: () => ({ body: inside }), status: 400 },
    'knowledge.sites': {},
    'knowledge.refreshSite': { send: site },
    'knowledge.removeSite': { send: site },
    'knowledge.sources': { other: 'same', stranger: 'own' },
    'knowledge.index': {},
  }),
  ...under('signed-in', {
    'knowledge.search': { send: () => ({ query: { q: 'lesson' } }), other: 'same', stranger: 'own' },
    'knowledge.search, words of a draft': { send: () => ({ query: { q: DRAFT_WORD } }) },
    'knowledge.passage': { send: passage, other: 'same', stranger: 404 },
    'knowledge.documentText': { send: document, owner: 'instructor', other: 'same', stranger: 404 },
  }),
  ...under(['admin'], {
    'knowledge.reindex': { send: () => ({ body: {} }) },
  }),
  ...under('internal', {
    'knowledge.retrieve': { send: () => ({ body: { question: 'lesson' } }) },
    'knowledge.passages': { send: () => ({ body: { ids: [newId()] } }) },
    'knowledge.readable': { send: () => ({ body: { ids: [newId()] } }) },
    'knowledge.titles': {},
    'knowledge.version': {},
  }),
};

/** Which words stand in how many passages. */
export const changing = ['knowledge.indexes', 'knowledge.postings', 'knowledge.words'];
