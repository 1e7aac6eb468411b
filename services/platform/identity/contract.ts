/**
 * Identity: who somebody is and what they may do. Accounts stand above organizations; a person belongs to
 * any number of them, with roles of their own in each, and acts for one at a time.
 */
import { allow, contract, event, signedIn, to } from '@kernos/kernel/contract';
import { Id, Nullable, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import { accessCalls } from './contract-access.ts';
import { accountCalls } from './contract-account.ts';
import { organizationCalls } from './contract-organizations.ts';
import { purposeCalls } from './contract-purposes.ts';
import { Roles } from './schemas.ts';

/** Whether somebody runs the organization that they act for. */
export const isAdmin = ({ roles }: { readonly roles: readonly string[] }): boolean => roles.includes('admin');

/** Lists of people, and the person’s own account, show it at once. */
const seen = { realtime: [allow('admin'), to('userId')] };

export const identity = contract('identity', {
  calls: { ...accessCalls, ...accountCalls, ...organizationCalls, ...purposeCalls },
  events: {
    'user.registered': event(
      'An account was made: registered, invited, or made by an administrator.',
      'userId',
      {
        userId: Id,
        name: Type.String(),
        organizationId: Id,
        roles: Roles,
      },
      { realtime: [allow('admin')] },
    ),
    'user.authenticated': event(
      'A person signed in.',
      'userId',
      {
        userId: Id,
        sessionId: Id,
        method: Type.Union([
          Type.Literal('password'),
          Type.Literal('authenticator'),
          Type.Literal('recovery-code'),
        ]),
      },
      { realtime: [to('userId')] },
    ),
    'user.password_changed': event(
      'An account has another password; told once to each organization. Keys made before open nothing any more.',
      'userId',
      {
        userId: Id,
        /** True: by somebody who was signed in and knew the old one. False: by a link, or by whoever runs the system. */
        byOwner: Type.Boolean(),
      },
    ),
    'user.renamed': event(
      'A person changed their name; told once to each organization they belong to.',
      'userId',
      { userId: Id, name: Type.String() },
      { realtime: [allow('instructor', 'admin'), to('userId')] },
    ),
    'purpose.elevated': event(
      'A person asked for an elevated purpose, and acts under it until then.',
      'userId',
      { userId: Id, purpose: Type.String(), reason: Type.String(), until: Timestamp },
      { realtime: [allow('admin'), to('userId')] },
    ),
    'organization.created': event('An organization was made.', 'organizationId', {
      organizationId: Id,
      name: Type.String(),
      createdBy: Nullable(Id),
    }),
    'organization.changed': event(
      'The name, time zone or language of an organization changed.',
      'organizationId',
      { organizationId: Id, name: Type.String(), timeZone: Type.String(), locale: Type.String() },
      { realtime: [signedIn] },
    ),
    'organization.member_added': event(
      'A person joined an organization.',
      'userId',
      { userId: Id, organizationId: Id, name: Type.String(), roles: Roles },
      seen,
    ),
    'organization.member_changed': event(
      'A member has other roles now.',
      'userId',
      { userId: Id, organizationId: Id, roles: Roles },
      seen,
    ),
    'organization.member_removed': event(
      'A person no longer belongs to an organization.',
      'userId',
      { userId: Id, organizationId: Id },
      seen,
    ),
  },
  tasks: {
    /** The rest of a request for a reset link. `userId` is null where the address has no account. */
    sendResetLink: Type.Object({ userId: Nullable(Id) }),
  },
});
