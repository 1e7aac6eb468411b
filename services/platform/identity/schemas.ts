/** What identity's calls take and give. */
import { Closed, Id, Name, Nullable, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';

/** A role that a service declares (contract-declarations.ts). */
export const Role = Type.String({ pattern: '^[a-z][a-z0-9-]*$', maxLength: 50, examples: ['admin'] });

export const NamedRole = Type.Object({
  name: Role,
  title: Type.Record(Type.String(), Type.String(), { description: 'By language (ISO 639-1)' }),
});

/** The roles of one person in one organization. */
export const Roles = Type.Array(Role, { minItems: 1, maxItems: 20, uniqueItems: true });
/** Roles as they are shown: none where the person belongs to no organization. */
const RolesHeld = Type.Array(Role);

export const Email = Type.String({
  format: 'idn-email',
  maxLength: 254,
  description: 'Case does not matter; the domain may be international',
});
export const PersonName = Name(100, 'As others see it');
export const OrganizationName = Name(100, 'Name of the organization');
/** What a chosen password must be is said by `errors[]`: it depends on the person's name and address too. */
export const NewPassword = Type.String({
  minLength: 1,
  maxLength: 1024,
  description: 'At least 10 characters; common, regular and personal ones are refused',
});
export const GivenPassword = Type.String({ minLength: 1, maxLength: 1024 });
export const Token = Type.String({ minLength: 1, maxLength: 200 });
export const TotpCode = Type.String({
  minLength: 6,
  maxLength: 10,
  description: 'Six digits of the authenticator app',
});
export const RecoveryCode = Type.String({
  minLength: 16,
  maxLength: 64,
  description: 'One of the recovery codes; it works once',
});

/** One of `code` and `recoveryCode`, where the account has a second factor. */
export const SecondFactor = {
  code: Type.Optional(TotpCode),
  recoveryCode: Type.Optional(RecoveryCode),
};

export const User = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  emailVerified: Type.Boolean(),
  /** The organization the person acts for now; null where they belong to none. */
  organizationId: Nullable(Id),
  /** In that organization. */
  roles: RolesHeld,
});

/** What signing in gives. */
export const SignedIn = Type.Object({
  user: User,
  accessToken: Type.String({ description: 'EdDSA JWT, for `Authorization: Bearer …`' }),
  /** Null for a page of ours (it sent `X-Kernos-CSRF`), whose session is in an HttpOnly cookie instead. */
  refreshToken: Nullable(
    Type.String({ description: 'Works once: exchange it at /api/auth/refresh; null with a cookie' }),
  ),
  expiresIn: Type.Integer({ description: 'Seconds until the access token expires' }),
});

/** The name of a time zone in the IANA database, e.g. `Europe/Berlin`. */
export const TimeZone = Type.String({ minLength: 1, maxLength: 64, description: 'IANA name' });
/** A language tag of BCP 47, e.g. `de-CH`. It is kept in its canonical form. */
export const Locale = Type.String({ minLength: 2, maxLength: 35, description: 'BCP 47 tag' });

export const Organization = Type.Object({
  id: Id,
  name: Type.String(),
  /** For members who chose none of their own. */
  timeZone: TimeZone,
  locale: Locale,
  createdAt: Timestamp,
});

/** An organization that the person belongs to. */
export const OwnOrganization = Type.Object({ id: Id, name: Type.String(), roles: RolesHeld });

export const Me = Type.Object({
  ...User.properties,
  /** The one they act for now. */
  organization: Nullable(Type.Object({ id: Id, name: Type.String(), timeZone: TimeZone, locale: Locale })),
  organizations: Type.Array(OwnOrganization),
  /** Their own choice; null where the organization’s counts. */
  timeZone: Nullable(TimeZone),
  locale: Nullable(Locale),
  secondFactor: Type.Boolean({ description: 'True: signing in asks for a code as well' }),
  createdAt: Timestamp,
});

export const Session = Type.Object({
  id: Id,
  /** `User-Agent` as it was sent at the sign-in; null where none was. */
  device: Nullable(Type.String()),
  address: Nullable(Type.String({ description: 'Network address it was last used from' })),
  /** True: the session this request was made with. */
  current: Type.Boolean(),
  createdAt: Timestamp,
  /** To within some minutes. */
  lastSeenAt: Timestamp,
});

export const Member = Type.Object({
  userId: Id,
  name: Type.String(),
  email: Type.String(),
  emailVerified: Type.Boolean(),
  roles: RolesHeld,
  joinedAt: Timestamp,
});

export const Invitation = Type.Object({
  id: Id,
  email: Type.String(),
  roles: RolesHeld,
  invitedBy: Id,
  createdAt: Timestamp,
  expiresAt: Timestamp,
});

/** What becomes of an email that was asked for; the same whether there is anybody to write to. */
export const EmailWritten = Type.Object({
  sent: Type.Boolean({
    description: 'False: no mail server is set up, so the email lies where administrators read it',
  }),
});

/** An invitation that was just written. Without a mail server nothing is sent, and whoever invites passes the link on. */
export const WrittenInvitation = Type.Object({
  ...Invitation.properties,
  sent: Type.Boolean({ description: 'False: no mail server is set up, so nobody was written to' }),
  link: Nullable(Type.String({ description: 'To be passed on by hand where nothing was sent; else null' })),
});

/** What the holder of an invitation's link may know before accepting. */
export const InvitationPreview = Type.Object({
  organizationName: Type.String(),
  email: Type.String(),
  roles: RolesHeld,
  expiresAt: Timestamp,
  /** True: there is an account for this address, so sign in first; false: choose a name and a password. */
  hasAccount: Type.Boolean(),
});

export const SecondFactorState = Type.Object({
  enabled: Type.Boolean(),
  recoveryCodesLeft: Type.Integer(),
});

export const TotpEnrollment = Type.Object({
  secret: Type.String({ sensitive: true, description: 'Base32, to be typed where no QR code can be read' }),
  uri: Type.String({ sensitive: true, description: '`otpauth://…`, to be shown as a QR code' }),
});

export const RecoveryCodes = Type.Object({
  recoveryCodes: Type.Array(Type.String(), {
    sensitive: true,
    description: 'Shown this once; each works once',
  }),
});

/** What other services may know of a person. */
export const Person = Type.Object({
  id: Id,
  name: Type.String(),
  email: Type.String(),
  /** False: they have left the organization, and hear nothing of it any more. */
  member: Type.Boolean(),
  /** Their own, else that of the organization. */
  timeZone: TimeZone,
  locale: Locale,
});

export const PersonToName = Type.Object({ id: Id, name: Type.String() });

/** Public keys as RFC 7517 has them. */
export const KeySet = Type.Object({
  keys: Type.Array(
    Type.Object({
      kty: Type.String(),
      crv: Type.String(),
      x: Type.String(),
      kid: Type.String(),
      alg: Type.String(),
      use: Type.String(),
    }),
  ),
});

/** An account that must be there, e.g. of the demo. */
export const AccountToEnsure = Closed({
  email: Email,
  name: PersonName,
  password: GivenPassword,
  roles: Roles,
});

export const EnsuredAccount = Type.Object({
  userId: Id,
  email: Type.String(),
  /** True: it was not there before. */
  created: Type.Boolean(),
  /** True: the given password was to be set and opens it. False: it keeps the one it has, whatever that is. */
  passwordSet: Type.Boolean(),
});
