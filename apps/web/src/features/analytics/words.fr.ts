import { number, percent } from '../../language/format.ts';
import { count } from '../../language/words.ts';
import { dayName } from './dates.ts';
import type { AnalyticsWords } from './words.en.ts';

const join = (finding: string, change: string): string => (change ? `${finding}, ${change}` : finding);
const learners = (n: number): string => count(n, { one: 'apprenant', other: 'apprenants' }, 'fr');

export const fr: AnalyticsWords = {
  title: 'Rapports',
  leadAll: 'Ce qui se passe dans votre organisation. Les chiffres suivent en direct.',
  leadOwn: 'Ce qui se passe dans les cours que vous donnez. Les chiffres suivent en direct.',
  tabs: { overview: 'Vue d’ensemble', courses: 'Cours', retention: 'Retours', delivery: 'Envois' },
  controls: {
    label: 'Objet du rapport',
    course: 'Cours',
    allCourses: 'Tous les cours',
    thisCourse: 'Ce cours',
    noCourse: 'Aucun cours de ce nom',
    days: 'Jours',
    last: { 7: '7 jours', 30: '30 jours', 90: '90 jours', 365: '12 mois' },
    own: 'Autres',
    from: 'Premier jour',
    to: 'Dernier jour',
    interval: 'Regroupement',
    intervals: { day: 'Par jour', week: 'Par semaine', month: 'Par mois' },
    zone: 'Fuseau horaire',
    zoneText: 'Le calendrier qui compte : les jours y commencent et y finissent.',
    zoneIs: (zone) => zone.replaceAll('_', ' '),
    cohorts: 'Semaines à regarder',
    weeks: (n) => `${n} semaines`,
  },
  each: { day: 'par jour', week: 'par semaine', month: 'par mois' },
  period: ({ last, from, to }) =>
    last === undefined
      ? from === to
        ? `le ${dayName(from)}`
        : `du ${dayName(from)} au ${dayName(to)}`
      : last === 365
        ? 'ces 12 derniers mois'
        : `ces ${last} derniers jours`,
  change: (now, before) => {
    if (now === before) return 'autant que dans la période précédente';
    if (before === 0) return 'aucun dans la période précédente';
    const difference = number(Math.abs(now - before));
    const share =
      before >= 10 ? ` (${now > before ? '+' : '−'}${percent(Math.abs(now - before) / before)})` : '';
    return `${difference} de ${now > before ? 'plus' : 'moins'}${share} que dans la période précédente`;
  },
  measure: (name, each, course) => (course === null ? `${name} ${each}` : `${name} ${each}, ${course}`),
  counted: (name, n, period) => `${name} : ${number(n)} ${period}`,
  metrics: {
    enrollments: {
      name: 'Inscriptions',
      unit: 'inscriptions',
      finding: (n, period, change) =>
        join(
          n === 0
            ? `Personne ne s’est inscrit ${period}`
            : `${count(n, { one: 'inscription', other: 'inscriptions' }, 'fr')} ${period}`,
          change,
        ),
    },
    activeLearners: {
      name: 'Apprenants actifs',
      unit: 'apprenants actifs',
      finding: (n, period, change) =>
        join(
          n === 0
            ? `Personne n’a été actif ${period}`
            : `${count(n, { one: 'apprenant actif', other: 'apprenants actifs' }, 'fr')} ${period}`,
          change,
        ),
    },
    lessonCompletions: {
      name: 'Leçons terminées',
      unit: 'leçons',
      finding: (n, period, change) =>
        join(
          n === 0
            ? `Aucune leçon n’a été terminée ${period}`
            : `${count(n, { one: 'leçon terminée', other: 'leçons terminées' }, 'fr')} ${period}`,
          change,
        ),
    },
    completions: {
      name: 'Cours terminés',
      unit: 'cours',
      finding: (n, period, change) =>
        join(
          n === 0
            ? `Personne n’a terminé de cours ${period}`
            : `${count(n, { one: 'cours terminé', other: 'cours terminés' }, 'fr')} ${period}`,
          change,
        ),
    },
  },
  nothing: {
    title: (period) => `Il ne s’est rien passé ${period}`,
    text: 'Dès que des personnes s’inscrivent et terminent des leçons, cela se voit ici. Publiez un cours pour commencer.',
    ofCourse:
      'Personne ne s’est inscrit à ce cours ni n’y a appris. Choisissez d’autres jours, ou tous les cours.',
    action: 'Aller à l’atelier',
  },
  now: {
    organization: (seats, courses, today, month) =>
      `En ce moment, ${learners(seats)} ${seats > 1 ? 'ont' : 'a'} une place dans ${count(courses, { one: 'cours publié', other: 'cours publiés' }, 'fr')}. Actifs ces dernières 24 heures : ${number(today)} ; ces 30 derniers jours : ${number(month)}.`,
    failed: (n) =>
      `${count(n, { one: 'message n’a pas pu être remis', other: 'messages n’ont pas pu être remis' }, 'fr')} ces sept derniers jours.`,
    course: (seats, waiting, active) =>
      `En ce moment, ${learners(seats)} ${seats > 1 ? 'ont' : 'a'} une place, ${number(waiting)} en liste d’attente ; actifs ces sept derniers jours : ${number(active)}.`,
    median: (span) => `La moitié de ceux qui l’ont terminé n’ont pas mis plus de ${span}.`,
  },
  export: 'Exporter',
  exports: {
    enrollments: 'Inscriptions',
    completions: 'Cours terminés',
    'lesson-completions': 'Leçons terminées',
    'active-learners': 'Apprenants actifs',
    funnel: 'Avancement des apprenants',
    'time-to-complete': 'Temps pour terminer',
    lessons: 'Leçon par leçon',
    retention: 'Retours',
    notifications: 'Envois',
    facts: 'Tous les événements',
  },
  formats: { csv: 'En CSV', jsonl: 'En JSON Lines' },
  courses: {
    label: 'Cours, par nombre d’inscrits',
    course: 'Cours',
    enrolled: 'Inscrits',
    started: 'Commencé',
    half: 'À mi-chemin',
    completed: 'Terminé',
    median: 'Durée habituelle',
    none: 'Personne ne s’est encore inscrit',
    noneText: 'Chaque cours apparaît ici avec l’avancement de ses apprenants dès la première inscription.',
  },
  course: {
    back: 'Rapports',
    lead: (seats, waiting, withdrawn) =>
      `${learners(seats)} avec une place, ${number(waiting)} en liste d’attente, ${count(withdrawn, { one: 'désistement', other: 'désistements' }, 'fr')}`,
    figures: {
      active: 'Actifs ces 7 derniers jours',
      completed: 'Ont terminé',
      share: 'De tous les inscrits',
      median: 'La moitié en moins de',
      p90: 'Neuf sur dix en moins de',
    },
    nobodyYet: 'personne ne l’a encore terminé',
    funnel: {
      measure: 'Apprenants arrivés jusque-là, parmi tous les inscrits',
      stage: 'Étape',
      learners: 'Apprenants',
      share: 'Part',
      stages: {
        enrolled: 'Inscrits',
        started: 'Une leçon terminée',
        quarter: 'Un quart',
        half: 'La moitié',
        'three-quarters': 'Trois quarts',
        completed: 'Terminé',
      },
      finding: (completed, enrolled) =>
        completed === 0
          ? enrolled === 1
            ? 'Le seul apprenant ne l’a pas encore terminé'
            : `Aucun des ${learners(enrolled)} ne l’a encore terminé`
          : `${number(completed)} sur ${learners(enrolled)} l’ont terminé (${percent(completed / enrolled)})`,
      lost: (from, to, n) => `On en perd le plus entre « ${from} » et « ${to} » : ${learners(n)}.`,
    },
    lessons: {
      measure: (days) =>
        `Apprenants ayant terminé chaque leçon ; qui n’a pas été actif pendant ${days} jours s’est arrêté`,
      lesson: 'Leçon',
      completed: 'Terminée',
      underWay: 'En chemin',
      stopped: 'Arrêtés',
      finding: (title, n) => `On s’arrête surtout après « ${title} » : ${learners(n)}`,
      findingNone: 'Personne ne s’est arrêté en chemin',
      unnamed: (position) => `Leçon ${position}`,
      bar: (completed, share) => `${number(completed)} · ${percent(share)}`,
    },
    nobody: 'Personne ne s’est encore inscrit à ce cours',
    nobodyText: 'Jusqu’où vont les apprenants et où ils s’arrêtent se verra ici dès la première inscription.',
  },
  retention: {
    measure:
      'De ceux qui se sont inscrits pour la première fois une semaine donnée, combien ont été actifs ensuite',
    cohort: 'Première inscription, semaine du',
    size: 'Apprenants',
    week: (n) => `Semaine ${n}`,
    cell: (n, of) => `${n} sur ${of}`,
    finding: (back, of) =>
      `${percent(back / of)} sont revenus la semaine après leur inscription (${number(back)} sur ${number(of)})`,
    findingOpen: (n) =>
      `${count(n, { one: 'inscrit', other: 'inscrits' }, 'fr')} cette semaine ; s’ils reviennent se verra la semaine prochaine`,
    none: (weeks) => `Aucune première inscription ces ${weeks} dernières semaines`,
    noneText: 'Regardez plus loin en arrière, ou tous les cours.',
  },
  delivery: {
    measure: (each) => `Messages remis ${each}, dans l’application et par tous les autres moyens`,
    unit: 'remis',
    finding: (delivered, failed, period) =>
      delivered + failed === 0
        ? `Aucun message n’a été envoyé ${period}`
        : failed === 0
          ? `${count(delivered, { one: 'message remis', other: 'messages remis' }, 'fr')} ${period}, sans un échec`
          : `${number(failed)} sur ${count(delivered + failed, { one: 'message', other: 'messages' }, 'fr')} ont échoué ${period}`,
    date: 'Jour',
    delivered: 'Remis',
    failed: 'Échecs',
    byChannel: 'Par moyen',
    byKind: 'Par sorte',
    channel: 'Moyen',
    kind: 'Sorte',
    log: 'Voir chaque envoi',
  },
  home: {
    teaching: 'Vos cours',
    noCourses: 'Vous n’avez pas encore de cours.',
    newCourse: 'Nouveau cours',
    allCourses: 'Tous vos cours',
    unpublished: 'Modifications non publiées',
    draft: 'Brouillon',
    learners: (n) => count(n, { one: 'apprenant', other: 'apprenants' }, 'fr'),
    newLearners: (n) => `${count(n, { one: 'nouveau', other: 'nouveaux' }, 'fr')} cette semaine`,
    waiting: (n) => `${number(n)} en liste d’attente`,
    stalls: (n, lesson) =>
      `${count(n, { one: 'apprenant s’est arrêté', other: 'apprenants se sont arrêtés' }, 'fr')} après « ${lesson} »`,
  },
};
