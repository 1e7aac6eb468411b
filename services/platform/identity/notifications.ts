/** What people hear of their accounts and their organizations. */
import {
  followedEvents,
  namingPerson,
  notificationKinds,
  said,
  saidByEmail,
} from '../notifications/contract-declarations.ts';
import { identity } from './contract.ts';

const aboutMember = { ...namingPerson('member'), path: () => null };
const person = 'userId';
const { events } = identity;

const kinds = notificationKinds({
  'account.welcome': {
    group: 'account',
    title: { en: 'Welcome', fr: 'Bienvenue' },
    channels: { email: true },
    required: true,
    secret: true,
    sample: {},
    words: {
      en: saidByEmail(
        'Welcome to Kernos',
        'Verify address',
        'an account was made for this address. Please follow this link within a day, so that we know it is yours:',
        '{{ link }}',
        'If you did not expect this, there is nothing you need to do.',
      ),
      fr: saidByEmail(
        'Bienvenue sur Kernos',
        'Confirmer l’adresse',
        'un compte a été créé pour cette adresse. Suivez ce lien d’ici demain, pour que nous sachions qu’elle est à vous :',
        '{{ link }}',
        'Si vous ne vous y attendiez pas, vous n’avez rien à faire.',
      ),
    },
  },
  'account.verify-email': {
    group: 'account',
    title: { en: 'Verify your email address', fr: 'Vérification de votre adresse' },
    channels: { email: true },
    required: true,
    secret: true,
    sample: {},
    words: {
      en: saidByEmail(
        'Verify your email address',
        'Verify address',
        'follow this link within a day, so that we know this address is yours:',
      ),
      fr: saidByEmail(
        'Confirmez votre adresse e-mail',
        'Confirmer l’adresse',
        'suivez ce lien d’ici demain, pour que nous sachions que cette adresse est à vous :',
      ),
    },
  },
  'account.reset-password': {
    group: 'account',
    title: { en: 'Choose a new password', fr: 'Choix d’un nouveau mot de passe' },
    channels: { email: true },
    required: true,
    secret: true,
    sample: {},
    words: {
      en: saidByEmail(
        'Choose a new password',
        'Choose a password',
        'somebody asked for a new password for this account. If it was you, choose one here within the next hour:',
        '{{ link }}',
        'If it was not you, there is nothing you need to do: your password stays as it is.',
      ),
      fr: saidByEmail(
        'Choisissez un nouveau mot de passe',
        'Choisir un mot de passe',
        'quelqu’un a demandé un nouveau mot de passe pour ce compte. Si c’était vous, choisissez-le ici dans l’heure :',
        '{{ link }}',
        'Si ce n’était pas vous, vous n’avez rien à faire : votre mot de passe reste le même.',
      ),
    },
  },
  'account.password-changed': {
    group: 'account',
    title: { en: 'Your password was changed', fr: 'Votre mot de passe a changé' },
    channels: { email: true, 'in-app': true },
    required: true,
    sample: {},
    words: {
      en: said(
        [
          'Your password was changed',
          'If it was not you, ask for a new password at once and tell an administrator.',
        ],
        [
          'Your password was changed',
          '',
          'the password of your account was changed, and its other sessions were ended.',
          'If it was not you, ask for a new password at once and tell an administrator.',
        ],
      ),
      fr: said(
        [
          'Votre mot de passe a changé',
          'Si ce n’était pas vous, demandez tout de suite un nouveau mot de passe et prévenez un administrateur.',
        ],
        [
          'Votre mot de passe a changé',
          '',
          'le mot de passe de votre compte a changé, et ses autres sessions ont été fermées.',
          'Si ce n’était pas vous, demandez tout de suite un nouveau mot de passe et prévenez un administrateur.',
        ],
      ),
    },
  },
  'account.email-change-asked': {
    group: 'account',
    title: {
      en: 'Another email address was asked for',
      fr: 'Demande de changement de votre adresse e-mail',
    },
    channels: { email: true, 'in-app': true },
    required: true,
    sample: { account: { email: 'ada@example.org' } },
    words: {
      en: said(
        [
          'Another email address was asked for',
          'Your account is to get the address {{ account.email }}. If it was not you, change your password now.',
        ],
        [
          'Another email address was asked for',
          '',
          'somebody who knows your password asked that your account gets the address {{ account.email }}. It will, as soon as the link that went there is followed.',
          'If it was not you, change your password now: that makes the link useless.',
        ],
      ),
      fr: said(
        [
          'Demande de changement d’adresse e-mail',
          'Votre compte doit recevoir l’adresse {{ account.email }}. Si ce n’était pas vous, changez tout de suite votre mot de passe.',
        ],
        [
          'Demande de changement d’adresse e-mail',
          '',
          'quelqu’un qui connaît votre mot de passe a demandé que votre compte reçoive l’adresse {{ account.email }}. Ce sera fait dès que le lien envoyé à cette adresse aura été suivi.',
          'Si ce n’était pas vous, changez tout de suite votre mot de passe : le lien ne servira plus à rien.',
        ],
      ),
    },
  },
  'account.second-factor-reset': {
    group: 'account',
    title: { en: 'Your second factor was turned off', fr: 'Votre second facteur a été désactivé' },
    channels: { email: true, 'in-app': true },
    required: true,
    sample: {},
    words: {
      en: said(
        [
          'Your second factor was turned off',
          'An administrator did so. Set it up again; if you did not ask for it, tell an administrator at once.',
        ],
        [
          'Your second factor was turned off',
          '',
          'an administrator turned off the second factor of your account. Your password alone opens it until you set up an authenticator app again.',
          'If you did not ask for it, change your password now and tell an administrator.',
        ],
      ),
      fr: said(
        [
          'Votre second facteur a été désactivé',
          'Par un administrateur. Configurez-le de nouveau ; si vous n’avez rien demandé, prévenez tout de suite un administrateur.',
        ],
        [
          'Votre second facteur a été désactivé',
          '',
          'un administrateur a désactivé le second facteur de votre compte. Votre mot de passe suffit à l’ouvrir tant que vous n’avez pas configuré de nouveau une application.',
          'Si vous n’avez rien demandé, changez tout de suite votre mot de passe et prévenez un administrateur.',
        ],
      ),
    },
  },
  'account.email-changed': {
    group: 'account',
    title: { en: 'Your email address was changed', fr: 'Votre adresse e-mail a changé' },
    channels: { email: true, 'in-app': true },
    required: true,
    sample: { account: { email: 'ada@example.org' } },
    words: {
      en: said(
        [
          'Your email address was changed',
          'It is now {{ account.email }}. If it was not you, tell an administrator at once.',
        ],
        [
          'Your email address was changed',
          '',
          'the address of your account is now {{ account.email }}. This one no longer opens it.',
          'If it was not you, tell an administrator at once.',
        ],
      ),
      fr: said(
        [
          'Votre adresse e-mail a changé',
          'C’est maintenant {{ account.email }}. Si ce n’était pas vous, prévenez tout de suite un administrateur.',
        ],
        [
          'Votre adresse e-mail a changé',
          '',
          'l’adresse de votre compte est maintenant {{ account.email }}. Celle-ci ne l’ouvre plus.',
          'Si ce n’était pas vous, prévenez tout de suite un administrateur.',
        ],
      ),
    },
  },
  'account.invitation': {
    group: 'account',
    title: { en: 'Invitation to an organization', fr: 'Invitation à une organisation' },
    channels: { email: true },
    required: true,
    secret: true,
    unnamed: true,
    sample: { organization: { name: 'Harbour College' }, inviter: { name: 'Grace Hopper' } },
    words: {
      en: saidByEmail(
        'Invitation to {{ organization.name }}',
        'Accept the invitation',
        '{{ inviter.name }} invites you to join {{ organization.name }} on Kernos. Follow this link within seven days:',
        '{{ link }}',
        'If you do not want to, there is nothing you need to do.',
      ),
      fr: saidByEmail(
        'Invitation à rejoindre {{ organization.name }}',
        'Accepter l’invitation',
        '{{ inviter.name }} vous invite à rejoindre {{ organization.name }} sur Kernos. Suivez ce lien d’ici sept jours :',
        '{{ link }}',
        'Si vous ne le souhaitez pas, vous n’avez rien à faire.',
      ),
    },
  },
  'organization.joined': {
    group: 'organization',
    title: { en: 'You joined an organization', fr: 'Vous avez rejoint une organisation' },
    channels: { 'in-app': true },
    sample: {},
    words: {
      en: said(['Welcome', 'You belong to this organization now. Have a look around.']),
      fr: said(['Bienvenue', 'Vous faites maintenant partie de cette organisation.']),
    },
  },
  'organization.roles-changed': {
    group: 'organization',
    title: { en: 'Your roles changed', fr: 'Vos rôles ont changé' },
    channels: { 'in-app': true, email: true },
    sample: { roles: 'learner, instructor' },
    words: {
      en: said(
        ['Your roles changed', 'You are now: {{ roles }}.'],
        [
          'Your roles changed',
          'Open Kernos',
          'an administrator changed what you may do. Your roles are now: {{ roles }}.',
        ],
      ),
      fr: said(
        ['Vos rôles ont changé', 'Vos rôles sont maintenant : {{ roles }}.'],
        [
          'Vos rôles ont changé',
          'Ouvrir Kernos',
          'un administrateur a changé ce que vous pouvez faire. Vos rôles sont maintenant : {{ roles }}.',
        ],
      ),
    },
  },
});

const followed = followedEvents([
  {
    event: events['user.registered'],
    person,
    endpoints: {
      words: {
        en: { subject: 'New account', text: '{{ member.name }} has an account now.' },
        fr: { subject: 'Nouveau compte', text: '{{ member.name }} a maintenant un compte.' },
      },
      ...aboutMember,
    },
  },
  {
    event: events['organization.member_added'],
    person,
    rules: [{ kind: 'organization.joined', to: 'person', path: () => '/' }],
    endpoints: {
      words: {
        en: { subject: 'New member', text: '{{ member.name }} joined the organization.' },
        fr: { subject: 'Nouveau membre', text: '{{ member.name }} a rejoint l’organisation.' },
      },
      ...aboutMember,
    },
  },
  {
    event: events['organization.member_changed'],
    person,
    rules: [
      {
        kind: 'organization.roles-changed',
        to: 'person',
        path: () => '/',
        data: ({ event }) => ({ roles: (event.roles as string[]).join(', ') }),
      },
    ],
  },
  {
    event: events['organization.member_removed'],
    person,
    endpoints: {
      words: {
        en: { subject: 'Left', text: '{{ member.name }} no longer belongs to the organization.' },
        fr: { subject: 'Départ', text: '{{ member.name }} ne fait plus partie de l’organisation.' },
      },
      ...aboutMember,
    },
  },
]);

export const identityNotifications = [kinds, followed];
