/** What the calls of identity answer to whom (services/testing/access.fixture.ts). */
import { type Expectations, type Line, under } from '../../testing/access.fixture.ts';

/** A member with an authenticator app, by their password and one of their recovery codes. */
const byRecoveryCode: Line['send'] = async ({ spare }) => {
  const { member: owner, code } = await spare.memberWithApp();
  const recoveryCode = await spare.confirm(owner, code);
  return { owner, body: { password: owner.password, recoveryCode } };
};

export const access: Expectations = {
  ...under('signed-in', {
    'identity.people': {
      send: ({ members }) => ({ query: { ids: members.learner.userId } }),
      other: 'same',
    },
    'identity.me': {},
    'identity.updateMe': {
      send: async ({ spare }) => ({ owner: await spare.member(), body: { name: 'Robin' } }),
    },
    'identity.sessions': {},
    'identity.purposes': {},
    // No service of ours declares one yet: whoever asks hears that there is none.
    'identity.elevate': {
      send: () => ({ body: { purpose: 'break-glass', reason: 'Somebody needs it at once' } }),
      status: 404,
      other: 404,
      stranger: 404,
    },
    'identity.endPurpose': {
      send: () => ({ params: { purpose: 'break-glass' } }),
      other: 'own',
      stranger: 'own',
    },
    'identity.revokeSession': {
      send: async ({ spare, members }) => ({ params: { sessionId: await spare.sessionId(members.learner) } }),
    },
    'identity.revokeOtherSessions': { send: async ({ spare }) => ({ owner: await spare.member() }) },
    'identity.requestEmailVerification': {},
    'identity.secondFactor': {},
    // The password of one person opens nothing of another's: everybody is asked for their own.
    'identity.changeEmail': {
      send: async ({ spare }) => {
        const owner = await spare.member();
        return { owner, body: { currentPassword: owner.password, email: `new.${owner.email}` } };
      },
      other: 403,
      stranger: 403,
    },
    'identity.changePassword': {
      send: async ({ spare }) => {
        const owner = await spare.member();
        return { owner, body: { currentPassword: owner.password, newPassword: 'four unrelated words here' } };
      },
      other: 403,
      stranger: 403,
    },
    'identity.enrollSecondFactor': {
      send: async ({ spare }) => {
        const owner = await spare.confirmed();
        return { owner, body: { password: owner.password } };
      },
      other: 403,
      stranger: 403,
    },
    'identity.confirmSecondFactor': {
      send: async ({ spare }) => {
        const { member: owner, code } = await spare.memberWithApp();
        return { owner, body: { code } };
      },
      other: 409,
      stranger: 409,
    },
    'identity.disableSecondFactor': {
      send: byRecoveryCode,
      other: 403,
      stranger: 403,
    },
    'identity.regenerateRecoveryCodes': {
      send: byRecoveryCode,
      other: 403,
      stranger: 403,
    },
    'identity.organization': { other: 'same', stranger: 'own', leaver: 403 },
    'identity.roles': {},
    'identity.organizations': {},
    'identity.createOrganization': {},
    'identity.switchOrganization': {
      send: ({ organizationId }) => ({ params: { organizationId } }),
      other: 'same',
      stranger: 404,
    },
  }),
  ...under('anyone', {
    'identity.register': { other: 'own', stranger: 'own' },
    'identity.login': {
      send: ({ members: { instructor } }) => ({
        body: { email: instructor.email, password: instructor.password },
      }),
    },
    'identity.refresh': {
      send: async ({ spare, members }) => ({
        body: { refreshToken: (await spare.session(members.learner)).refreshToken },
      }),
    },
    'identity.logout': {
      send: async ({ spare, members }) => ({
        body: { refreshToken: (await spare.session(members.learner)).refreshToken },
      }),
      ownSession: true,
    },
    'identity.logout, without a token': {
      send: async ({ spare }) => ({ owner: await spare.member(), body: {} }),
      other: 'own',
      stranger: 'own',
      ownSession: true,
    },
    'identity.requestPasswordReset': {
      send: ({ members: { learner } }) => ({ body: { email: learner.email } }),
    },
    'identity.confirmPasswordReset': {
      send: async ({ spare }) => {
        const { email } = await spare.member();
        return { body: { token: await spare.resetToken(email), password: 'four unrelated words here' } };
      },
    },
    'identity.confirmEmail': {
      send: async ({ spare }) => ({ body: { token: await spare.tokenFor((await spare.member()).email) } }),
    },
    'identity.jwks': {},
    'identity.previewInvitation': {
      send: async ({ spare }) => ({ body: { token: (await spare.invitation()).token } }),
    },
    // It is for the address it was written to: who is signed in as somebody else cannot use it.
    'identity.acceptInvitation': {
      send: async ({ spare }) => ({
        body: {
          token: (await spare.invitation()).token,
          name: 'Robin',
          password: 'four unrelated words here',
        },
      }),
      other: 403,
      stranger: 403,
    },
  }),
  ...under(['admin'], {
    'identity.updateOrganization': { other: 'same' },
    'identity.members': { other: 'same' },
    'identity.createMember': { other: 'same' },
    'identity.updateMember': {
      send: async ({ spare }) => ({
        params: { userId: (await spare.member()).userId },
        body: { roles: ['admin'] },
      }),
      other: 'same',
      stranger: 404,
    },
    'identity.removeMember': {
      send: async ({ spare }) => ({ params: { userId: (await spare.member()).userId } }),
      other: 'same',
      stranger: 404,
    },
    'identity.resetSecondFactor': {
      send: async ({ spare }) => {
        const { member: owner, code } = await spare.memberWithApp();
        await spare.confirm(owner, code);
        return { params: { userId: owner.userId } };
      },
      other: 'same',
      stranger: 404,
    },
    'identity.invite': { other: 'same' },
    'identity.invitations': { other: 'same' },
    'identity.revokeInvitation': {
      send: async ({ spare }) => ({ params: { invitationId: (await spare.invitation()).invitationId } }),
      other: 'same',
      stranger: 404,
    },
    'identity.restoreInvitation': {
      send: async ({ spare }) => ({ params: { invitationId: await spare.revokedInvitation() } }),
      other: 'same',
      stranger: 404,
    },
    'identity.resendInvitation': {
      send: async ({ spare }) => ({ params: { invitationId: (await spare.invitation()).invitationId } }),
      other: 'same',
      stranger: 404,
    },
  }),
  ...under('internal', {
    'identity.person': { send: ({ members }) => ({ params: { userId: members.learner.userId } }) },
    'identity.memberByEmail': { send: ({ members }) => ({ query: { email: members.learner.email } }) },
    'identity.membership': {
      send: ({ members, organizationId }) => ({ params: { organizationId, userId: members.learner.userId } }),
    },
    'identity.ensureAccounts': {},
  }),
};
