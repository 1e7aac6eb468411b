/** What people hear of their accounts and their organizations. */
import {
  followedEvents,
  namingPerson,
  notificationKinds,
  said,
  saidByEmail,
} from '../notifications/contract-declarations.ts';
import { identity } from './contract.ts';
import { titlesOf } from './contract-declarations.ts';

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
        'Confirm address',
        'an account was created with this address. Confirm within 24 hours that it is yours:',
        '{{ link }}',
        'If you did not expect this, you can ignore this email.',
      ),
      fr: saidByEmail(
        'Bienvenue sur Kernos',
        'Confirmer l’adresse',
        'un compte a été créé avec cette adresse. Confirmez dans les 24 heures qu’elle est bien à vous :',
        '{{ link }}',
        'Si vous ne vous y attendiez pas, ignorez cet e-mail.',
      ),
    },
  },
  'account.verify-email': {
    group: 'account',
    title: { en: 'Confirm your email address', fr: 'Confirmation de votre adresse e-mail' },
    channels: { email: true },
    required: true,
    secret: true,
    sample: {},
    words: {
      en: saidByEmail(
        'Confirm your email address',
        'Confirm address',
        'confirm within 24 hours that this address is yours:',
      ),
      fr: saidByEmail(
        'Confirmez votre adresse e-mail',
        'Confirmer l’adresse',
        'confirmez dans les 24 heures que cette adresse est bien à vous :',
      ),
    },
  },
  'account.reset-password': {
    group: 'account',
    title: { en: 'Reset your password', fr: 'Réinitialisation du mot de passe' },
    channels: { email: true },
    required: true,
    secret: true,
    sample: {},
    words: {
      en: saidByEmail(
        'Reset your password',
        'Reset password',
        'someone asked to reset the password of this account. If it was you, choose a new one within an hour:',
        '{{ link }}',
        'If it was not you, ignore this email: your password stays the same.',
      ),
      fr: saidByEmail(
        'Réinitialisez votre mot de passe',
        'Choisir un mot de passe',
        'quelqu’un a demandé à réinitialiser le mot de passe de ce compte. Si c’était vous, choisissez-en un nouveau dans l’heure :',
        '{{ link }}',
        'Si ce n’était pas vous, ignorez cet e-mail : votre mot de passe reste le même.',
      ),
    },
  },
  'account.password-changed': {
    group: 'account',
    title: { en: 'Your password was changed', fr: 'Votre mot de passe a été modifié' },
    channels: { email: true, 'in-app': true },
    required: true,
    sample: {},
    words: {
      en: said(
        [
          'Your password was changed',
          'If it was not you, reset your password right away and tell an administrator.',
        ],
        [
          'Your password was changed',
          '',
          'the password of your account was changed, and all other sessions were signed out.',
          'If it was not you, reset your password right away and tell an administrator.',
        ],
      ),
      fr: said(
        [
          'Votre mot de passe a été modifié',
          'Si ce n’était pas vous, réinitialisez tout de suite votre mot de passe et prévenez un administrateur.',
        ],
        [
          'Votre mot de passe a été modifié',
          '',
          'le mot de passe de votre compte a été modifié, et les autres sessions ont été déconnectées.',
          'Si ce n’était pas vous, réinitialisez tout de suite votre mot de passe et prévenez un administrateur.',
        ],
      ),
    },
  },
  'account.email-change-asked': {
    group: 'account',
    title: {
      en: 'Change of email address requested',
      fr: 'Demande de changement d’adresse e-mail',
    },
    channels: { email: true, 'in-app': true },
    required: true,
    sample: { account: { email: 'ada@example.org' } },
    words: {
      en: said(
        [
          'Change of email address requested',
          'The new address is {{ account.email }}. If it was not you, change your password now.',
        ],
        [
          'Change of email address requested',
          '',
          'someone who knows your password asked to change the address of your account to {{ account.email }}. It changes once the link sent there is opened.',
          'If it was not you, change your password now: the link will stop working.',
        ],
      ),
      fr: said(
        [
          'Demande de changement d’adresse e-mail',
          'La nouvelle adresse serait {{ account.email }}. Si ce n’était pas vous, changez tout de suite votre mot de passe.',
        ],
        [
          'Demande de changement d’adresse e-mail',
          '',
          'une personne qui connaît votre mot de passe a demandé à remplacer l’adresse de votre compte par {{ account.email }}. Ce sera fait dès que le lien envoyé à cette adresse aura été ouvert.',
          'Si ce n’était pas vous, changez tout de suite votre mot de passe : le lien ne fonctionnera plus.',
        ],
      ),
    },
  },
  'account.second-factor-reset': {
    group: 'account',
    title: { en: 'Two-step verification was turned off', fr: 'Validation en deux étapes désactivée' },
    channels: { email: true, 'in-app': true },
    required: true,
    sample: {},
    words: {
      en: said(
        [
          'Two-step verification was turned off',
          'An administrator turned it off. Set it up again. If you did not ask for this, tell an administrator right away.',
        ],
        [
          'Two-step verification was turned off',
          '',
          'an administrator turned off two-step verification for your account. Until you set up an authenticator app again, your password is enough to sign in.',
          'If you did not ask for this, change your password now and tell an administrator.',
        ],
      ),
      fr: said(
        [
          'Validation en deux étapes désactivée',
          'Un administrateur l’a désactivée. Configurez-la de nouveau. Si vous n’avez rien demandé, prévenez tout de suite un administrateur.',
        ],
        [
          'Validation en deux étapes désactivée',
          '',
          'un administrateur a désactivé la validation en deux étapes de votre compte. Tant que vous n’avez pas configuré de nouveau une application d’authentification, votre mot de passe suffit pour vous connecter.',
          'Si vous n’avez rien demandé, changez tout de suite votre mot de passe et prévenez un administrateur.',
        ],
      ),
    },
  },
  'account.email-changed': {
    group: 'account',
    title: { en: 'Your email address was changed', fr: 'Votre adresse e-mail a été modifiée' },
    channels: { email: true, 'in-app': true },
    required: true,
    sample: { account: { email: 'ada@example.org' } },
    words: {
      en: said(
        [
          'Your email address was changed',
          'It is now {{ account.email }}. If it was not you, tell an administrator right away.',
        ],
        [
          'Your email address was changed',
          '',
          'the address of your account is now {{ account.email }}. You can no longer sign in with this one.',
          'If it was not you, tell an administrator right away.',
        ],
      ),
      fr: said(
        [
          'Votre adresse e-mail a été modifiée',
          'C’est maintenant {{ account.email }}. Si ce n’était pas vous, prévenez tout de suite un administrateur.',
        ],
        [
          'Votre adresse e-mail a été modifiée',
          '',
          'l’adresse de votre compte est maintenant {{ account.email }}. Celle-ci ne permet plus de vous connecter.',
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
        '{{ inviter.name }} invites you to join {{ organization.name }} on Kernos. Accept within seven days:',
        '{{ link }}',
        'If you do not want to, ignore this email.',
      ),
      fr: saidByEmail(
        'Invitation à rejoindre {{ organization.name }}',
        'Accepter l’invitation',
        '{{ inviter.name }} vous invite à rejoindre {{ organization.name }} sur Kernos. Acceptez dans les sept jours :',
        '{{ link }}',
        'Sinon, ignorez cet e-mail.',
      ),
    },
  },
  'organization.joined': {
    group: 'organization',
    title: { en: 'You joined an organization', fr: 'Vous avez rejoint une organisation' },
    channels: { 'in-app': true },
    sample: {},
    words: {
      en: said(['Welcome', 'You’re now a member of this organization.']),
      fr: said(['Bienvenue', 'Vous faites maintenant partie de cette organisation.']),
    },
  },
  'organization.roles-changed': {
    group: 'organization',
    title: { en: 'Your roles changed', fr: 'Vos rôles ont été modifiés' },
    channels: { 'in-app': true, email: true },
    sample: { roles: 'Learner, Instructor' },
    words: {
      en: said(
        ['Your roles changed', 'Your roles are now: {{ roles }}.'],
        [
          'Your roles changed',
          'Open Kernos',
          'an administrator changed your roles. They are now: {{ roles }}.',
        ],
      ),
      fr: said(
        ['Vos rôles ont été modifiés', 'Vos rôles sont maintenant : {{ roles }}.'],
        [
          'Vos rôles ont été modifiés',
          'Ouvrir Kernos',
          'un administrateur a modifié vos rôles. Ils sont maintenant : {{ roles }}.',
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
        data: ({ event, declared }) => ({ roles: titlesOf(declared, event.roles as string[]) }),
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
