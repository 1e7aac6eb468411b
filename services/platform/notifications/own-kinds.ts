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
          'It accepted nothing for {{ days }} days. What it missed is kept and can be resent.',
        ],
        [
          '{{ endpoint.name }} was paused',
          'See webhooks',
          '{{ endpoint.name }} accepted nothing for {{ days }} days and was paused. Once it works again, resume it and resend what it missed.',
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
    title: { en: 'Monthly text messages used up', fr: 'Les SMS du mois sont épuisés' },
    channels: { 'in-app': true, email: true },
    sample: { budget: 500 },
    words: {
      en: said(
        [
          'Monthly text messages used up',
          'All {{ budget }} were sent. No more go out until next month. Emails and the inbox still work.',
        ],
        [
          'Monthly text messages used up',
          'See deliveries',
          'your organization has sent all {{ budget }} text messages for this month. No more go out until next month. Emails and the inbox still work.',
        ],
      ),
      fr: said(
        [
          'Les SMS du mois sont épuisés',
          'Les {{ budget }} ont été envoyés. Aucun ne partira avant le mois prochain. Les e-mails et la boîte de réception continuent de fonctionner.',
        ],
        [
          'Les SMS du mois sont épuisés',
          'Voir les envois',
          'votre organisation a envoyé les {{ budget }} SMS de ce mois. Aucun ne partira avant le mois prochain. Les e-mails et la boîte de réception continuent de fonctionner.',
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
        short: {
          subject: 'Your code',
          text: '{{ code }} is your confirmation code. It expires in 10 minutes.',
        },
      },
      fr: {
        short: {
          subject: 'Votre code',
          text: '{{ code }} est votre code de confirmation. Il expire dans 10 minutes.',
        },
      },
    },
  },
});
