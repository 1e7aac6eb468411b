/** What the queries of this service give: one interface for each shape that more than one file uses. */

/** An account as replies need it. */
export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerifiedAt: string | null;
  readonly homeOrganizationId: string;
  readonly lastOrganizationId: string | null;
  readonly timeZone: string | null;
  readonly locale: string | null;
  readonly createdAt: string;
}

/** An account with what proves that somebody is its owner. */
export interface AccountWithProofs extends AccountRow {
  readonly passwordHash: string | null;
  readonly passwordChangedAt: string | null;
  /** As it is kept, encrypted; null where there is no confirmed second factor. */
  readonly totpSecret: Buffer | null;
  readonly totpUsedStep: number | null;
  readonly recoveryCodeHashes: readonly string[];
  /** True where the account signed in before from the same block of addresses. */
  readonly addressKnown: boolean;
  /** True where the account signed in before on the device that was presented. */
  readonly deviceKnown: boolean;
}

/** For which organization somebody acts, and as what. */
export interface Acting {
  /** Null, with no roles, where the person belongs to no organization. */
  readonly organizationId: string | null;
  readonly roles: string[];
  /** Access tokens made up to this instant hold other roles. */
  readonly changedAt: string | null;
}

export interface MembershipRow {
  readonly userId: string;
  readonly organizationId: string;
  readonly organizationName: string;
  readonly timeZone: string;
  readonly locale: string;
  readonly roles: string[];
}

export interface MemberRow {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly emailVerifiedAt: string | null;
  readonly roles: string[];
  readonly joinedAt: string;
}
