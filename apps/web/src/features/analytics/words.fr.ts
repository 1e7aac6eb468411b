import { number, percent } from '../../language/format.ts';
import { count } from '../../language/words.ts';
import { dayName } from './dates.ts';
import type { AnalyticsWords } from './words.en.ts';

const join = (finding: string, change: string): string => (change ? `${finding}, ${change}` : finding);
const learners = (n: number): string => count(n, { one: 'apprenant', other: 'apprenants' }, 'fr');

export const fr: AnalyticsWords = {
  title: 'Statistiques',
  leadAll: 'L’activité de votre organisation, en direct.',
  leadOwn: 'L’activité de vos cours, en direct.',
  tabs: { overview: 'Vue d’ensemble', courses: 'Cours', retention: 'Rétention', delivery: 'Envois' },
  controls: {
    label: 'Filtres',
    course: 'Cours',
    allCourses: 'Tous les cours',
    thisCourse: 'Ce cours',
    noCourse: 'Cours introuvable',
    days: 'Jours',
    last: { 7: '7 jours', 30: '30 jours', 90: '90 jours', 365: '12 mois' },
    own: 'Personnalisé',
    from: 'Premier jour',
    to: 'Dernier jour',
    interval: 'Grouper par',
    intervals: { day: 'Jour', week: 'Semaine', month: 'Mois' },
    zone: 'Fuseau horaire',
    zoneText: 'Les jours commencent et finissent dans ce fuseau.',
    zoneIs: (zone) => zone.replaceAll('_', ' '),
    cohorts: 'Période',
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
    if (now === before) return 'comme la période précédente';
    if (before === 0) return 'contre 0 sur la période précédente';
    const difference = number(Math.abs(now - before));
    const share =
      before >= 10 ? ` (${now > before ? '+' : '−'}${percent(Math.abs(now - before) / before)})` : '';
    return `${difference} de ${now > before ? 'plus' : 'moins'}${share} que la période précédente`;
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
    title: (period) => `Aucune activité ${period}`,
    text: 'Les inscriptions et les leçons terminées apparaissent ici. Publiez un cours pour commencer.',
    ofCourse: 'Aucune activité dans ce cours. Choisissez d’autres dates ou tous les cours.',
    action: 'Aller à l’atelier',
  },
  now: {
    organization: (seats, courses, today, month) =>
      `Actuellement ${learners(seats)} dans ${count(courses, { one: 'cours publié', other: 'cours publiés' }, 'fr')}. Actifs ces dernières 24 heures : ${number(today)} ; ces 30 derniers jours : ${number(month)}.`,
    failed: (n) =>
      `${count(n, { one: 'message n’a pas pu être remis', other: 'messages n’ont pas pu être remis' }, 'fr')} ces 7 derniers jours.`,
    course: (seats, waiting, active) =>
      `Actuellement ${learners(seats)}, ${number(waiting)} en liste d’attente ; actifs ces 7 derniers jours : ${number(active)}.`,
    median: (span) => `Temps médian pour terminer : ${span}.`,
  },
  export: 'Exporter',
  exports: {
    enrollments: 'Inscriptions',
    completions: 'Cours terminés',
    'lesson-completions': 'Leçons terminées',
    'active-learners': 'Apprenants actifs',
    funnel: 'Progression des apprenants',
    'time-to-complete': 'Temps pour terminer',
    lessons: 'Leçons',
    retention: 'Rétention',
    notifications: 'Envois',
    facts: 'Tous les événements',
  },
  formats: { csv: 'CSV', jsonl: 'JSON Lines' },
  courses: {
    label: 'Cours, par nombre d’inscrits',
    course: 'Cours',
    enrolled: 'Inscrits',
    started: 'Commencé',
    half: '50 %',
    completed: 'Terminé',
    median: 'Temps médian',
    none: 'Aucune inscription',
    noneText: 'Les cours et la progression de leurs apprenants apparaissent ici dès la première inscription.',
  },
  course: {
    back: 'Statistiques',
    lead: (seats, waiting, withdrawn) =>
      `${learners(seats)}, ${number(waiting)} en liste d’attente, ${count(withdrawn, { one: 'désistement', other: 'désistements' }, 'fr')}`,
    figures: {
      active: 'Actifs ces 7 derniers jours',
      completed: 'Ont terminé',
      share: 'Taux de réussite',
      median: 'Temps médian',
      p90: 'Temps p90',
    },
    nobodyYet: 'personne pour l’instant',
    funnel: {
      measure: 'Apprenants arrivés à chaque étape, parmi tous les inscrits',
      stage: 'Étape',
      learners: 'Apprenants',
      share: 'Part',
      stages: {
        enrolled: 'Inscrits',
        started: 'Une leçon terminée',
        quarter: '25 %',
        half: '50 %',
        'three-quarters': '75 %',
        completed: 'Terminé',
      },
      finding: (completed, enrolled) =>
        completed === 0
          ? enrolled === 1
            ? 'Le seul apprenant ne l’a pas encore terminé'
            : `Aucun des ${learners(enrolled)} ne l’a encore terminé`
          : `${number(completed)} sur ${learners(enrolled)} l’ont terminé (${percent(completed / enrolled)})`,
      lost: (from, to, n) => `Plus forte baisse entre « ${from} » et « ${to} » : ${learners(n)}.`,
    },
    lessons: {
      measure: (days) => `Apprenants ayant terminé chaque leçon. Arrêtés : inactifs depuis ${days} jours.`,
      lesson: 'Leçon',
      completed: 'Terminée',
      underWay: 'En cours',
      stopped: 'Arrêtés',
      finding: (title, n) => `Arrêt le plus fréquent après « ${title} » : ${learners(n)}`,
      findingNone: 'Personne ne s’est arrêté',
      unnamed: (position) => `Leçon ${position}`,
      bar: (completed, share) => `${number(completed)} · ${percent(share)}`,
    },
    nobody: 'Aucune inscription à ce cours',
    nobodyText: 'La progression des apprenants et leurs arrêts apparaissent ici dès la première inscription.',
  },
  retention: {
    measure: 'Apprenants inscrits une semaine donnée et actifs les semaines suivantes',
    cohort: 'Inscription, semaine du',
    size: 'Apprenants',
    week: (n) => `Semaine ${n}`,
    cell: (n, of) => `${n} sur ${of}`,
    finding: (back, of) =>
      `${percent(back / of)} sont revenus la semaine après leur inscription (${number(back)} sur ${number(of)})`,
    findingOpen: (n) =>
      `${count(n, { one: 'inscrit', other: 'inscrits' }, 'fr')} cette semaine ; rétention visible la semaine prochaine`,
    none: (weeks) => `Aucun nouvel apprenant ces ${weeks} dernières semaines`,
    noneText: 'Remontez plus loin ou choisissez tous les cours.',
  },
  delivery: {
    measure: (each) => `Messages remis ${each}, dans l’application et par tous les autres canaux`,
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
    byChannel: 'Par canal',
    byKind: 'Par type',
    channel: 'Canal',
    kind: 'Type',
    log: 'Voir les envois',
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
