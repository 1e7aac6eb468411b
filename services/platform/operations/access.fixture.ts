/** What the calls of operations answer to whom (services/testing/access.fixture.ts). */
import { type Expectations, under } from '../../testing/access.fixture.ts';

export const access: Expectations = {
  ...under('signed-in', {
    'operations.workflowStatus': {
      send: ({ published: { workflowId } }) => ({ params: { workflowId } }),
      owner: 'instructor',
      adminsToo: true,
    },
    // It has ended, so there is nothing to cancel; who may not see it does not hear even that.
    'operations.cancelWorkflow': {
      send: ({ published: { workflowId } }) => ({ params: { workflowId } }),
      owner: 'instructor',
      adminsToo: true,
      status: 409,
    },
    'operations.workflowEvents': {
      send: ({ published: { workflowId } }) => ({ params: { workflowId } }),
      owner: 'instructor',
      adminsToo: true,
    },
  }),
  ...under(['admin'], {
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
      send: async ({ spare, published }) => ({
        params: { traceId: await spare.traceOf(published.courseId) },
      }),
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
  }),
};
