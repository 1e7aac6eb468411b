/** French words, in Liquid. An empty line ends a paragraph; `{{ link }}` alone becomes a button. */
import type { Words } from './words.ts';

const letter = (subject: string, action: string, ...paragraphs: string[]) => ({
  letter: { subject, action, text: ['Bonjour {{ person.name }},', ...paragraphs].join('\n\n') },
});
const short = (subject: string, text: string) => ({ short: { subject, text } });
const LINK = '{{ link }}';

export const fr: Readonly<Record<string, Words>> = {
  'account.welcome': letter(
    'Bienvenue sur Kernos',
    'Confirmer l’adresse',
    'un compte a été créé pour cette adresse. Suivez ce lien d’ici demain, pour que nous sachions qu’elle est à vous :',
    LINK,
    'Si vous ne vous y attendiez pas, vous n’avez rien à faire.',
  ),
  'account.verify-email': letter(
    'Confirmez votre adresse e-mail',
    'Confirmer l’adresse',
    'suivez ce lien d’ici demain, pour que nous sachions que cette adresse est à vous :',
    LINK,
  ),
  'account.reset-password': letter(
    'Choisissez un nouveau mot de passe',
    'Choisir un mot de passe',
    'quelqu’un a demandé un nouveau mot de passe pour ce compte. Si c’était vous, choisissez-le ici dans l’heure :',
    LINK,
    'Si ce n’était pas vous, vous n’avez rien à faire : votre mot de passe reste le même.',
  ),
  'account.password-changed': {
    ...letter(
      'Votre mot de passe a changé',
      '',
      'le mot de passe de votre compte a changé, et ses autres sessions ont été fermées.',
      'Si ce n’était pas vous, demandez tout de suite un nouveau mot de passe et prévenez un administrateur.',
    ),
    ...short(
      'Votre mot de passe a changé',
      'Si ce n’était pas vous, demandez tout de suite un nouveau mot de passe et prévenez un administrateur.',
    ),
  },
  'account.email-changed': {
    ...letter(
      'Votre adresse e-mail a changé',
      '',
      'l’adresse de votre compte est maintenant {{ account.email }}. Celle-ci ne l’ouvre plus.',
      'Si ce n’était pas vous, prévenez tout de suite un administrateur.',
    ),
    ...short(
      'Votre adresse e-mail a changé',
      'C’est maintenant {{ account.email }}. Si ce n’était pas vous, prévenez tout de suite un administrateur.',
    ),
  },
  'account.invitation': {
    letter: {
      subject: 'Invitation à rejoindre {{ organization.name }}',
      action: 'Accepter l’invitation',
      text: [
        'Bonjour,',
        '{{ inviter.name }} vous invite à rejoindre {{ organization.name }} sur Kernos. Suivez ce lien d’ici sept jours :',
        LINK,
        'Si vous ne le souhaitez pas, vous n’avez rien à faire.',
      ].join('\n\n'),
    },
  },
  'organization.joined': short('Bienvenue', 'Vous faites maintenant partie de cette organisation.'),
  'organization.roles-changed': {
    ...letter(
      'Vos rôles ont changé',
      'Ouvrir Kernos',
      'un administrateur a changé ce que vous pouvez faire. Vos rôles sont maintenant : {{ roles }}.',
      LINK,
    ),
    ...short('Vos rôles ont changé', 'Vos rôles sont maintenant : {{ roles }}.'),
  },
  'learning.enrolled': {
    ...letter(
      'Vous êtes inscrit : {{ course.title }}',
      'Commencer le cours',
      'vous avez une place dans {{ course.title }}. Commencez quand vous voulez ; nous retenons où vous en êtes :',
      LINK,
      'Si vos projets changent, retirez-vous sur cette page : la place ira à la personne suivante, et ce que vous avez terminé est gardé.',
    ),
    ...short('Inscription confirmée', '{{ course.title }} vous attend.'),
  },
  'learning.waitlisted': {
    ...letter(
      'Vous êtes sur la liste d’attente : {{ course.title }}',
      'Voir le cours',
      '{{ course.title }} est complet pour le moment. Vous gardez votre rang, et nous vous écrirons quand une place sera à vous.',
      LINK,
    ),
    ...short(
      'Sur liste d’attente',
      '{{ course.title }} est complet pour le moment. Nous vous dirons quand une place sera à vous.',
    ),
  },
  'learning.moved-up': {
    ...letter(
      'Vous avez une place : {{ course.title }}',
      'Commencer le cours',
      'une place s’est libérée, et elle est à vous : vous êtes inscrit à {{ course.title }}.',
      LINK,
    ),
    ...short('Vous avez une place', 'Une place s’est libérée dans {{ course.title }}, et elle est à vous.'),
  },
  'learning.course-updated': {
    ...letter(
      'Une nouvelle version de {{ course.title }}',
      'Voir les nouveautés',
      '{{ course.title }} a une nouvelle version. Ce que vous avez fait reste fait.',
      LINK,
    ),
    ...short(
      'Nouvelle version',
      '{{ course.title }} a une nouvelle version. Ce que vous avez fait reste fait.',
    ),
  },
  'learning.completed': {
    ...letter(
      'Vous avez terminé {{ course.title }}',
      'Voir votre certificat',
      'félicitations : vous avez terminé toutes les leçons de {{ course.title }}. Votre certificat est prêt :',
      LINK,
    ),
    ...short('Cours terminé', 'Votre certificat pour {{ course.title }} est prêt.'),
  },
  'teaching.publish-failed': {
    ...letter(
      '{{ course.title }} n’a pas pu être publié',
      'Ouvrir le cours',
      '{{ course.title }} n’a pas pu être publié. Votre brouillon est resté tel quel, et rien ne change pour les inscrits. Relisez-le, puis publiez-le à nouveau :',
      LINK,
    ),
    ...short('Non publié', '{{ course.title }} n’a pas pu être publié. Votre brouillon est resté tel quel.'),
  },
  'teaching.learner-enrolled': {
    ...letter(
      'Nouveau dans {{ course.title }} : {{ learner.name }}',
      'Voir les inscrits',
      '{{ learner.name }} a rejoint {{ course.title }}.',
      LINK,
    ),
    ...short('Nouvelle inscription', '{{ learner.name }} a rejoint {{ course.title }}.'),
  },
  'teaching.learner-completed': {
    ...letter(
      '{{ learner.name }} a terminé {{ course.title }}',
      'Voir les inscrits',
      '{{ learner.name }} a terminé toutes les leçons de {{ course.title }}.',
      LINK,
    ),
    ...short('Cours terminé', '{{ learner.name }} a terminé {{ course.title }}.'),
  },
  'digest.gathered': letter(
    '{{ count }} {% if count == 1 %}nouvelle{% else %}nouvelles{% endif %}',
    'Ouvrir la boîte de réception',
    'voici ce qui s’est passé depuis la dernière lettre :',
    '{% for item in items %}• {{ item.title }}\n{% endfor %}',
    LINK,
  ),
  'endpoint.trial': short('Essai', 'Ceci est un essai : Kernos atteint {{ endpoint.name }}.'),
  'event.enrollment.created': short('Inscription', '{{ learner.name }} a rejoint {{ course.title }}.'),
  'event.enrollment.waitlisted': short(
    'Attente',
    '{{ learner.name }} attend une place dans {{ course.title }}.',
  ),
  'event.enrollment.withdrawn': short(
    'Départ',
    '{{ learner.name }} a rendu sa place dans {{ course.title }}.',
  ),
  'event.course.published': short('Publication', '{{ course.title }} a une nouvelle version.'),
  'event.course.publish-failed': short('Non publié', '{{ course.title }} n’a pas pu être publié.'),
  'event.course.completed': short('Cours terminé', '{{ learner.name }} a terminé {{ course.title }}.'),
  'event.user.registered': short('Nouveau compte', '{{ member.name }} a maintenant un compte.'),
  'event.organization.member-added': short('Nouveau membre', '{{ member.name }} a rejoint l’organisation.'),
  'event.organization.member-removed': short(
    'Départ',
    '{{ member.name }} ne fait plus partie de l’organisation.',
  ),
};
