/** What the administrator’s view of the running system answers to whom: lines of expectations.fixture.ts. */
import type { Lines } from './expectations.fixture.ts';

export const operationsLines: Lines = {
  'operations.deadLetters': { other: 'same' },
  'operations.replayDeadLetter': {
    send: async ({ spare, organizationId }) => ({
      params: { deadLetterId: await spare.deadLetter(organizationId) },
    }),
    other: 'same',
    stranger: 404,
  },
  'operations.replayDeadLetters': { send: () => ({ body: { consumer: 'access.none' } }), other: 'same' },
  'operations.discardDeadLetter': {
    send: async ({ spare, organizationId }) => ({
      params: { deadLetterId: await spare.deadLetter(organizationId) },
    }),
    other: 'same',
    stranger: 404,
  },
  'operations.restoreDeadLetter': {
    send: async ({ spare, organizationId }) => ({
      params: { deadLetterId: await spare.discarded(organizationId) },
    }),
    other: 'same',
    stranger: 404,
  },
  'operations.outbox': { other: 'same' },
  'operations.events': { other: 'same' },
  'operations.traces': { other: 'same' },
  'operations.trace': {
    send: async ({ spare, published }) => ({ params: { traceId: await spare.traceOf(published.courseId) } }),
    other: 'same',
    stranger: 404,
  },
  'operations.workflows': { other: 'same' },
  'operations.schedules': { other: 'same' },
  // What the stranger tried in vain is on record in the stranger's own organization, with the ids that were sent.
  'operations.audit': { send: () => ({ query: { outcome: 'done' } }), other: 'same' },
  'operations.exportAudit': { send: () => ({ query: { outcome: 'done' } }), other: 'same' },
  'operations.system': { other: 'same' },
  'operations.history': { other: 'same', stranger: 'own' },
  'operations.services': { other: 'same' },
};
