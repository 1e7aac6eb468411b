/**
 * The kinds of notifications, as data: who they concern, what they come through unless the person chose
 * otherwise, and what their words may name. A wing that tells of something new adds a line here, its words in
 * `texts/`, and a rule in `rules.ts`.
 */
import type { Channel, Locale, Pace, PersonalChannel } from './schemas.ts';

export interface KindSpec {
  readonly group: 'account' | 'learning' | 'teaching' | 'organization';
  /** What the page of preferences calls it. */
  readonly title: Readonly<Record<Locale, string>>;
  /** Channels it can come through, and whether it does unless the person chose otherwise. */
  readonly channels: Readonly<Partial<Record<PersonalChannel, boolean>>>;
  /** Cannot be turned off, has no quiet hours, is never gathered: what opens or guards an account. */
  readonly required?: true;
  /** Carries a link that opens something: its data is thrown away once it was sent. */
  readonly secret?: true;
  /** How its letters come unless the person chose otherwise; absent where they always come at once. */
  readonly pace?: Pace;
  /** What its words may name, beside `person.name` and `link`, with made-up values for the preview. */
  readonly sample: Readonly<Record<string, unknown>>;
}

const course = { course: { title: 'Practical Python' } };
const everywhere = { 'in-app': true, email: true, push: true, sms: false } as const;

export const kinds = {
  'account.welcome': {
    group: 'account',
    title: { en: 'Welcome', fr: 'Bienvenue' },
    channels: { email: true },
    required: true,
    secret: true,
    sample: {},
  },
  'account.verify-email': {
    group: 'account',
    title: { en: 'Verify your e-mail address', fr: 'Vérification de votre adresse' },
    channels: { email: true },
    required: true,
    secret: true,
    sample: {},
  },
  'account.reset-password': {
    group: 'account',
    title: { en: 'Choose a new password', fr: 'Choix d’un nouveau mot de passe' },
    channels: { email: true },
    required: true,
    secret: true,
    sample: {},
  },
  'account.password-changed': {
    group: 'account',
    title: { en: 'Your password was changed', fr: 'Votre mot de passe a changé' },
    channels: { email: true, 'in-app': true },
    required: true,
    sample: {},
  },
  'account.email-changed': {
    group: 'account',
    title: { en: 'Your e-mail address was changed', fr: 'Votre adresse e-mail a changé' },
    channels: { email: true, 'in-app': true },
    required: true,
    sample: { account: { email: 'ada@example.org' } },
  },
  'account.invitation': {
    group: 'account',
    title: { en: 'Invitation to an organization', fr: 'Invitation à une organisation' },
    channels: { email: true },
    required: true,
    secret: true,
    sample: { organization: { name: 'Harbour College' }, inviter: { name: 'Grace Hopper' } },
  },
  'organization.joined': {
    group: 'organization',
    title: { en: 'You joined an organization', fr: 'Vous avez rejoint une organisation' },
    channels: { 'in-app': true },
    sample: {},
  },
  'organization.roles-changed': {
    group: 'organization',
    title: { en: 'Your roles changed', fr: 'Vos rôles ont changé' },
    channels: { 'in-app': true, email: true },
    sample: { roles: 'learner, instructor' },
  },
  'learning.enrolled': {
    group: 'learning',
    title: { en: 'You are enrolled in a course', fr: 'Vous êtes inscrit à un cours' },
    channels: everywhere,
    sample: course,
  },
  'learning.waitlisted': {
    group: 'learning',
    title: { en: 'You are on a waitlist', fr: 'Vous êtes sur une liste d’attente' },
    channels: { 'in-app': true, email: false, push: false },
    sample: course,
  },
  'learning.moved-up': {
    group: 'learning',
    title: { en: 'A seat became free for you', fr: 'Une place s’est libérée pour vous' },
    channels: everywhere,
    sample: course,
  },
  'learning.course-updated': {
    group: 'learning',
    title: { en: 'A course of yours has a new version', fr: 'Un de vos cours a une nouvelle version' },
    channels: { 'in-app': true, email: true, push: false },
    pace: 'daily',
    sample: course,
  },
  'learning.completed': {
    group: 'learning',
    title: { en: 'You completed a course', fr: 'Vous avez terminé un cours' },
    channels: everywhere,
    sample: course,
  },
  'teaching.publish-failed': {
    group: 'teaching',
    title: { en: 'A course could not be published', fr: 'Un cours n’a pas pu être publié' },
    channels: { 'in-app': true, email: true, push: true },
    sample: course,
  },
  'teaching.learner-enrolled': {
    group: 'teaching',
    title: { en: 'A learner enrolled in your course', fr: 'Une personne s’est inscrite à votre cours' },
    channels: { 'in-app': true, email: false, push: false },
    pace: 'daily',
    sample: { ...course, learner: { name: 'Ada Lovelace' } },
  },
  'teaching.learner-completed': {
    group: 'teaching',
    title: { en: 'A learner completed your course', fr: 'Une personne a terminé votre cours' },
    channels: { 'in-app': true, email: false, push: false },
    pace: 'daily',
    sample: { ...course, learner: { name: 'Ada Lovelace' } },
  },
} as const satisfies Record<string, KindSpec>;

export type KindName = keyof typeof kinds;

/** A kind by its name; undefined where there is none. */
export const kindSpec = (name: string): KindSpec | undefined =>
  Object.hasOwn(kinds, name) ? kinds[name as KindName] : undefined;

/** Beside the kinds that people choose about: letters gathered into one, and what endpoints are told. */
export const DIGEST = 'digest.gathered';
export const TRIAL = 'endpoint.trial';

/**
 * Events that webhooks and Slack channels can be told of, and what a sentence in Slack may name.
 */
export const endpointEvents = {
  'enrollment.created': { learner: { name: 'Ada Lovelace' }, ...course },
  'enrollment.waitlisted': { learner: { name: 'Ada Lovelace' }, ...course },
  'enrollment.withdrawn': { learner: { name: 'Ada Lovelace' }, ...course },
  'course.published': course,
  'course.publish_failed': course,
  'course.completed': { learner: { name: 'Ada Lovelace' }, ...course },
  'user.registered': { member: { name: 'Ada Lovelace' } },
  'organization.member_added': { member: { name: 'Ada Lovelace' } },
  'organization.member_removed': { member: { name: 'Ada Lovelace' } },
} as const;

export type EndpointEvent = keyof typeof endpointEvents;

/** The kind under which an endpoint is told of an event, e.g. `event.enrollment.created`. */
export const kindOfEvent = (type: string): string => `event.${type.replaceAll('_', '-')}`;

/** What the words of a kind may name, with made-up values: for the preview, and to check against. */
export function sampleOf(kind: string): Readonly<Record<string, unknown>> | undefined {
  const common = { link: 'https://kernos.example/courses' };
  const spec = kindSpec(kind);
  if (spec) return { person: { name: 'Ada Lovelace' }, ...common, ...spec.sample };
  if (kind === DIGEST)
    return {
      person: { name: 'Ada Lovelace' },
      ...common,
      count: 2,
      items: [{ title: 'Enrolled', path: '/courses' }],
    };
  if (kind === TRIAL) return { ...common, endpoint: { name: 'Team channel' } };
  const event = Object.keys(endpointEvents).find((type) => kindOfEvent(type) === kind);
  return event === undefined ? undefined : { ...common, ...endpointEvents[event as EndpointEvent] };
}

/** Which channels have words of their own for a kind. */
export function wordedChannels(kind: string): readonly Channel[] {
  const spec = kindSpec(kind);
  if (spec) return Object.keys(spec.channels) as PersonalChannel[];
  return kind === DIGEST ? ['email'] : ['slack'];
}

/** Every kind that has words. */
export const wordedKinds = (): string[] => [
  ...Object.keys(kinds),
  DIGEST,
  TRIAL,
  ...Object.keys(endpointEvents).map(kindOfEvent),
];
