import { schedule, service } from '@kernos/kernel/service';
import { notifications } from '../notifications/contract.ts';
import { acceptInvitation } from './accept-invitation.ts';
import { authenticate } from './authenticate.ts';
import { changeEmail } from './change-email.ts';
import { changePassword } from './change-password.ts';
import { identity } from './contract.ts';
import { ensureAccounts } from './ensure-accounts.ts';
import { changeKeys, purge } from './housekeeping.ts';
import { howToSignIn } from './how-to-sign-in.ts';
import {
  invitations,
  invite,
  previewInvitation,
  resendInvitation,
  restoreInvitation,
  revokeInvitation,
} from './invitations.ts';
import { keySet } from './jwks.ts';
import { login } from './login.ts';
import { logout } from './logout.ts';
import { me, updateMe } from './me.ts';
import { createMember, members, removeMember, updateMember } from './members.ts';
import { identityNotifications } from './notifications.ts';
import {
  createOrganization,
  organization,
  organizations,
  switchOrganization,
  updateOrganization,
} from './organizations.ts';
import { memberByEmail, membership, people, person } from './people.ts';
import { elevate, endPurpose, purposes } from './purposes.ts';
import { refresh } from './refresh.ts';
import { register } from './register.ts';
import { confirmPasswordReset, requestPasswordReset, sendResetLink } from './reset-password.ts';
import { resetSecondFactor } from './reset-second-factor.ts';
import { ownRoles, roles } from './roles.ts';
import { revokeOtherSessions, revokeSession, sessions } from './sessions.ts';
import {
  confirmSecondFactor,
  disableSecondFactor,
  enrollSecondFactor,
  regenerateRecoveryCodes,
  secondFactor,
} from './set-up-second-factor.ts';
import { confirmEmail, requestEmailVerification } from './verify-email.ts';

export const identityService = service(identity, {
  declares: [...identityNotifications, ...ownRoles],
  needs: [notifications],
  migrations: new URL('./migrations/', import.meta.url),
  authenticate,
  howToSignIn,
  calls: [
    register,
    login,
    refresh,
    logout,
    requestPasswordReset,
    confirmPasswordReset,
    requestEmailVerification,
    confirmEmail,
    keySet,
    me,
    updateMe,
    changePassword,
    changeEmail,
    sessions,
    revokeSession,
    revokeOtherSessions,
    secondFactor,
    enrollSecondFactor,
    confirmSecondFactor,
    disableSecondFactor,
    regenerateRecoveryCodes,
    purposes,
    elevate,
    endPurpose,
    people,
    person,
    memberByEmail,
    membership,
    ensureAccounts,
    organizations,
    organization,
    createOrganization,
    updateOrganization,
    switchOrganization,
    roles,
    members,
    createMember,
    updateMember,
    removeMember,
    resetSecondFactor,
    invite,
    invitations,
    revokeInvitation,
    restoreInvitation,
    resendInvitation,
    previewInvitation,
    acceptInvitation,
  ],
  tasks: [sendResetLink],
  schedules: {
    purge: schedule(identity, '23 * * * *', purge),
    changeKeys: schedule(identity, '11 2 * * *', changeKeys),
  },
});
