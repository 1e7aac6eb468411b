/** What administrators hear of notifications themselves. */
import { notificationKinds, said } from './contract-declarations.ts';

export const ENDPOINT_PAUSED = 'organization.endpoint-paused';

export const ownKinds = notificationKinds({
  [ENDPOINT_PAUSED]: {
    group: 'organization',
    title: { en: 'A webhook was paused', fr: 'Un webhook a été mis en pause' },
    channels: { 'in-app': true, email: true },
    sample: { endpoint: { name: 'Team channel' }, days: 3 },
    words: {
      en: said(
        [
          '{{ endpoint.name }} was paused',
          'It has taken nothing for {{ days }} days. What it missed is kept and can be sent again.',
        ],
        [
          '{{ endpoint.name }} was paused',
          'See webhooks',
          '{{ endpoint.name }} has taken nothing for {{ days }} days, so it is told nothing more. Once it works again, let it go on and send again what it missed.',
        ],
      ),
      fr: said(
        [
          '{{ endpoint.name }} est en pause',
          'Rien n’a été accepté depuis {{ days }} jours. Ce qui a été manqué est gardé et peut être renvoyé.',
        ],
        [
          '{{ endpoint.name }} est en pause',
          'Voir les webhooks',
          '{{ endpoint.name }} n’a rien accepté depuis {{ days }} jours et ne reçoit plus rien. Dès que tout fonctionne de nouveau, reprenez l’envoi et renvoyez ce qui a été manqué.',
        ],
      ),
    },
  },
});
