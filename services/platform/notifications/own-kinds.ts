/** What administrators hear of notifications themselves. */
import { notificationKinds, said } from './contract-declarations.ts';

export const ENDPOINT_PAUSED = 'organization.endpoint-paused';
export const TEXTS_USED_UP = 'organization.texts-used-up';
export const PHONE_CODE = 'account.phone-code';

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
  [TEXTS_USED_UP]: {
    group: 'organization',
    title: { en: 'The text messages of the month are used up', fr: 'Les SMS du mois sont épuisés' },
    channels: { 'in-app': true, email: true },
    sample: { budget: 500 },
    words: {
      en: said(
        [
          'The text messages of this month are used up',
          'All {{ budget }} were sent. No more go out until next month; emails and the inbox have everything.',
        ],
        [
          'The text messages of this month are used up',
          'See deliveries',
          'your organization has sent all {{ budget }} text messages of this month. No more go out until the next one; emails and the inbox have everything.',
        ],
      ),
      fr: said(
        [
          'Les SMS du mois sont épuisés',
          'Les {{ budget }} ont été envoyés. Il n’en partira plus avant le mois prochain ; les e-mails et la boîte de réception ont tout.',
        ],
        [
          'Les SMS du mois sont épuisés',
          'Voir les envois',
          'votre organisation a envoyé les {{ budget }} SMS de ce mois. Il n’en partira plus avant le mois prochain ; les e-mails et la boîte de réception ont tout.',
        ],
      ),
    },
  },
  [PHONE_CODE]: {
    group: 'account',
    title: { en: 'Code to confirm your phone number', fr: 'Code de confirmation de votre numéro' },
    channels: { sms: true },
    required: true,
    secret: true,
    sample: { code: '123456' },
    words: {
      en: {
        short: { subject: 'Your code', text: '{{ code }} confirms this number. It is good for ten minutes.' },
      },
      fr: {
        short: { subject: 'Votre code', text: '{{ code }} confirme ce numéro. Il est valable dix minutes.' },
      },
    },
  },
});
