/** Identity's calls about one's own account, and what other services may ask about people. */
import { type CallSpec, internal, signedIn } from '@kernos/kernel/contract';
import { Id, Ids, Nullable, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import {
  AccountToEnsure,
  Email,
  EnsuredAccount,
  GivenPassword,
  Locale,
  Me,
  NewPassword,
  OrganizationName,
  Person,
  PersonName,
  PersonToName,
  RecoveryCodes,
  Roles,
  SecondFactor,
  SecondFactorState,
  Session,
  TimeZone,
  TotpCode,
  TotpEnrollment,
} from './schemas.ts';

const secondFactorErrors = { 'password-wrong': 403, 'second-factor-off': 409 } as const;

export const accountCalls = {
  me: {
    method: 'GET',
    path: '/me',
    summary: 'You: account, organizations, and your roles in the one you act for',
    access: signedIn,
    reply: { 200: Me },
  },
  updateMe: {
    method: 'PATCH',
    path: '/me',
    summary: 'Changes your name, time zone or language; null leaves the last two to your organization',
    access: signedIn,
    body: Type.Object({
      name: Type.Optional(PersonName),
      timeZone: Type.Optional(Nullable(TimeZone)),
      locale: Type.Optional(Nullable(Locale)),
    }),
    reply: { 200: Me },
    errors: { 'invalid-input': 400 },
  },
  changePassword: {
    method: 'POST',
    path: '/me/password',
    summary: 'Changes your password; your other sessions end',
    access: signedIn,
    body: Type.Object({ currentPassword: GivenPassword, newPassword: NewPassword }),
    reply: { 204: Type.Null() },
    errors: { 'invalid-input': 400, 'password-wrong': 403 },
    perMinute: 20,
  },
  changeEmail: {
    method: 'POST',
    path: '/me/email',
    summary: 'Sends a link to another email address of yours; it becomes the account’s once that is followed',
    access: signedIn,
    // An address may belong to an account of any organization.
    scope: 'platform',
    body: Type.Object({ email: Email, currentPassword: GivenPassword }),
    reply: { 202: Type.Null() },
    errors: { 'invalid-input': 400, 'password-wrong': 403, 'email-taken': 409 },
    perMinute: 20,
  },
  sessions: {
    method: 'GET',
    path: '/me/sessions',
    summary: 'Where you are signed in, last used first',
    access: signedIn,
    query: Type.Object(PageQuery),
    reply: { 200: Page(Session) },
  },
  revokeSession: {
    method: 'DELETE',
    path: '/me/sessions/:sessionId',
    summary: 'Signs one of your sessions out',
    access: signedIn,
    params: Type.Object({ sessionId: Id }),
    reply: { 204: Type.Null() },
  },
  revokeOtherSessions: {
    method: 'DELETE',
    path: '/me/sessions',
    summary: 'Signs every session of yours out but this one',
    access: signedIn,
    reply: { 200: Type.Object({ revoked: Type.Integer() }) },
  },
  secondFactor: {
    method: 'GET',
    path: '/me/second-factor',
    summary: 'Whether signing in asks you for a code, and how many recovery codes are left',
    access: signedIn,
    reply: { 200: SecondFactorState },
  },
  enrollSecondFactor: {
    method: 'POST',
    path: '/me/second-factor',
    summary: 'Begins to set up an authenticator app; it counts once a code of it was confirmed',
    access: signedIn,
    body: Type.Object({ password: GivenPassword }),
    reply: { 201: TotpEnrollment },
    errors: { 'password-wrong': 403, 'email-unverified': 409, 'second-factor-on': 409 },
    perMinute: 20,
  },
  confirmSecondFactor: {
    method: 'POST',
    path: '/me/second-factor/confirm',
    summary: 'Turns the second factor on with a first code, and gives recovery codes',
    access: signedIn,
    body: Type.Object({ code: TotpCode }),
    reply: { 200: RecoveryCodes },
    errors: {
      'email-unverified': 409,
      'second-factor-wrong': 403,
      'second-factor-on': 409,
      'second-factor-off': 409,
    },
    perMinute: 20,
  },
  disableSecondFactor: {
    method: 'POST',
    path: '/me/second-factor/disable',
    summary: 'Turns the second factor off',
    access: signedIn,
    body: Type.Object({ password: GivenPassword, ...SecondFactor }),
    reply: { 204: Type.Null() },
    errors: { ...secondFactorErrors, 'second-factor-wrong': 403 },
    perMinute: 20,
  },
  regenerateRecoveryCodes: {
    method: 'POST',
    path: '/me/second-factor/recovery-codes',
    summary: 'Gives new recovery codes; the old ones stop working',
    access: signedIn,
    body: Type.Object({ password: GivenPassword, ...SecondFactor }),
    reply: { 200: RecoveryCodes },
    errors: { ...secondFactorErrors, 'second-factor-wrong': 403 },
    perMinute: 20,
  },
  people: {
    method: 'GET',
    path: '/people',
    summary: 'Names of people of your organization, former members included; ids of others are left out',
    access: signedIn,
    query: Type.Object({
      ids: Ids(100),
    }),
    reply: { 200: Type.Object({ items: Type.Array(PersonToName) }) },
  },
  person: {
    method: 'GET',
    path: '/people/:userId',
    summary: 'A person of the organization, former members included',
    access: internal,
    params: Type.Object({ userId: Id }),
    reply: { 200: Person },
    errors: { 'person-not-found': 404 },
  },
  memberByEmail: {
    method: 'GET',
    path: '/member-by-email',
    summary: 'The member of the organization whose account has this email address',
    access: internal,
    query: Type.Object({ email: Type.String({ minLength: 3, maxLength: 254 }) }),
    reply: { 200: Type.Object({ userId: Id }) },
    errors: { 'member-not-found': 404 },
  },
  /** For services that act for somebody who is not signed in, e.g. by an API key: what they may do now. */
  membership: {
    method: 'GET',
    path: '/organizations/:organizationId/members/:userId',
    summary:
      'The roles of a member of an organization as they are now, and since when they may have made keys',
    access: internal,
    scope: 'platform',
    params: Type.Object({ organizationId: Id, userId: Id }),
    reply: {
      200: Type.Object({
        roles: Roles,
        /** Keys that were made before opened something under an older password, and count no more. */
        keysSince: Timestamp,
      }),
    },
    errors: { 'member-not-found': 404 },
  },
  /**
   * For the start of the system: makes the organization and the accounts that are missing. An account
   * that is there gets its missing roles; its password is changed only with `setPasswords`.
   */
  ensureAccounts: {
    method: 'PUT',
    path: '/accounts',
    summary: 'Makes sure that an organization and its accounts are there; calling it again changes nothing',
    access: internal,
    scope: 'platform',
    body: Type.Object({
      organization: Type.Object({
        key: Type.String({ pattern: '^[a-z][a-z0-9-]{0,39}$', description: 'Names it for ever, e.g. demo' }),
        name: OrganizationName,
      }),
      accounts: Type.Array(AccountToEnsure, { maxItems: 100 }),
      setPasswords: Type.Boolean(),
    }),
    reply: { 200: Type.Object({ organizationId: Id, accounts: Type.Array(EnsuredAccount) }) },
  },
} as const satisfies Record<string, CallSpec>;
