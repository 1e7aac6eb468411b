/** Notifications' calls for administrators: what was sent, in which words, and to which tools of theirs. */
import { allow, type CallSpec, internal } from '@kernos/kernel/contract';
import { Id, Nullable, Page, PageQuery, Timestamp } from '@kernos/kernel/schemas';
import { Type } from 'typebox';
import {
  Channel,
  Delivery,
  DeliveryState,
  DeliveryWithAttempts,
  Endpoint,
  EndpointName,
  EndpointType,
  EventTypes,
  Kind,
  Locale,
  Rendered,
  Template,
  TemplateText,
} from './schemas.ts';

const admin = allow('admin');
const deliveryParams = Type.Object({ deliveryId: Id });
const endpointParams = Type.Object({ endpointId: Id });
const templateParams = Type.Object({ kind: Kind, channel: Channel, locale: Locale });
const Url = Type.String({ format: 'uri', maxLength: 2_000, description: 'https, on the public network' });
const endpointErrors = { 'endpoint-not-found': 404 } as const;
const templateErrors = { 'template-not-found': 404 } as const;

export const administrationCalls = {
  deliveries: {
    method: 'GET',
    path: '/notification-deliveries',
    summary: 'What was sent to whom, newest first; searched by name, address, kind and reason',
    access: admin,
    query: Type.Object({
      ...PageQuery,
      state: Type.Optional(DeliveryState),
      channel: Type.Optional(Channel),
      kind: Type.Optional(Kind),
      recipientId: Type.Optional(Id),
      q: Type.Optional(Type.String({ maxLength: 200 })),
    }),
    reply: { 200: Page(Delivery) },
  },
  delivery: {
    method: 'GET',
    path: '/notification-deliveries/:deliveryId',
    summary: 'A delivery with each of its tries',
    access: admin,
    params: deliveryParams,
    reply: { 200: DeliveryWithAttempts },
    errors: { 'delivery-not-found': 404 },
  },
  resend: {
    method: 'POST',
    path: '/notification-deliveries/:deliveryId/resend',
    summary: 'Tries a delivery that was parked or waits, at once',
    act: { en: 'Resent a message to {to}', fr: 'Renvoi d’un message à {to}' },
    about: ['to'],
    access: admin,
    params: deliveryParams,
    reply: { 202: Delivery },
    errors: { 'delivery-not-found': 404, 'delivery-over': 409 },
    idempotent: true,
  },
  templates: {
    method: 'GET',
    path: '/notification-templates',
    summary: 'The words of every kind, channel and language',
    access: admin,
    query: Type.Object({ locale: Type.Optional(Locale) }),
    reply: { 200: Type.Object({ items: Type.Array(Template) }) },
  },
  saveTemplate: {
    method: 'PUT',
    path: '/notification-templates/:kind/:channel/:locale',
    summary: 'Gives your organization words of its own; what they cannot name is refused',
    act: {
      en: 'Edited the template “{kind}” ({channel}, {locale})',
      fr: 'Modification du modèle « {kind} » ({channel}, {locale})',
    },
    access: admin,
    params: templateParams,
    body: Type.Object(TemplateText),
    reply: { 200: Template },
    errors: { ...templateErrors, 'template-wrong': 400 },
  },
  resetTemplate: {
    method: 'DELETE',
    path: '/notification-templates/:kind/:channel/:locale',
    summary: 'Goes back to the words that Kernos ships',
    act: {
      en: 'Reset the template “{kind}” ({channel}, {locale})',
      fr: 'Rétablissement du modèle « {kind} » ({channel}, {locale})',
    },
    access: admin,
    params: templateParams,
    reply: { 200: Template },
    errors: templateErrors,
  },
  previewTemplate: {
    method: 'POST',
    path: '/notification-templates/:kind/:channel/:locale/preview',
    summary: 'What words become, with made-up names; saves nothing',
    act: {
      en: 'Previewed the template “{kind}” ({channel}, {locale})',
      fr: 'Aperçu du modèle « {kind} » ({channel}, {locale})',
    },
    access: admin,
    params: templateParams,
    body: Type.Object(TemplateText),
    reply: { 200: Rendered },
    errors: { ...templateErrors, 'template-wrong': 400 },
    perMinute: 300,
  },
  endpoints: {
    method: 'GET',
    path: '/notification-endpoints',
    summary: 'Webhooks and Slack channels of your organization',
    access: admin,
    reply: {
      200: Type.Object({
        items: Type.Array(Endpoint),
        events: Type.Array(Type.String(), { description: 'Events that an endpoint can be told of' }),
      }),
    },
  },
  createEndpoint: {
    method: 'POST',
    path: '/notification-endpoints',
    summary: 'Tells a webhook or a Slack channel of events; a webhook’s secret is shown this once',
    act: { en: 'Added the webhook or channel {name}', fr: 'Ajout du webhook ou canal {name}' },
    access: admin,
    body: Type.Object({ type: EndpointType, name: EndpointName, url: Url, events: EventTypes }),
    reply: {
      201: Type.Object({
        endpoint: Endpoint,
        secret: Type.Union([Type.String(), Type.Null()], {
          sensitive: true,
          description: 'Standard Webhooks secret, `whsec_…`; null for Slack',
        }),
      }),
    },
    errors: { 'address-not-allowed': 400, 'event-unknown': 400, 'too-many-endpoints': 409 },
    idempotent: true,
    perMinute: 60,
  },
  updateEndpoint: {
    method: 'PATCH',
    path: '/notification-endpoints/:endpointId',
    summary: 'Changes an endpoint, pauses it or lets it go on',
    act: {
      en: 'Changed the webhook or channel {endpoint}',
      fr: 'Modification du webhook ou canal {endpoint}',
    },
    about: ['endpoint'],
    access: admin,
    params: endpointParams,
    body: Type.Object({
      name: Type.Optional(EndpointName),
      url: Type.Optional(Url),
      events: Type.Optional(EventTypes),
      paused: Type.Optional(Type.Boolean()),
    }),
    reply: { 200: Endpoint },
    errors: { ...endpointErrors, 'address-not-allowed': 400, 'event-unknown': 400 },
  },
  removeEndpoint: {
    method: 'DELETE',
    path: '/notification-endpoints/:endpointId',
    summary: 'Tells an endpoint nothing more; what it was told stays in the list of deliveries',
    act: {
      en: 'Removed the webhook or channel {endpoint}',
      fr: 'Suppression du webhook ou canal {endpoint}',
    },
    about: ['endpoint'],
    access: admin,
    params: endpointParams,
    reply: { 204: Type.Null() },
    errors: endpointErrors,
  },
  rotateEndpointSecret: {
    method: 'POST',
    path: '/notification-endpoints/:endpointId/rotate-secret',
    summary: 'Gives a webhook a new secret, shown this once; the old one signs along for a day',
    act: { en: 'Replaced the secret of {endpoint}', fr: 'Remplacement du secret de {endpoint}' },
    about: ['endpoint'],
    access: admin,
    params: endpointParams,
    reply: { 200: Type.Object({ secret: Type.String({ sensitive: true }) }) },
    errors: { ...endpointErrors, 'endpoint-has-no-secret': 409 },
    perMinute: 60,
  },
  testEndpoint: {
    method: 'POST',
    path: '/notification-endpoints/:endpointId/test',
    summary: 'Sends a message of trial; follow it in the list of deliveries',
    act: { en: 'Sent a test message to {endpoint}', fr: 'Envoi d’un message de test à {endpoint}' },
    about: ['endpoint'],
    access: admin,
    params: endpointParams,
    reply: { 202: Type.Object({ deliveryId: Id }) },
    errors: endpointErrors,
    idempotent: true,
    perMinute: 60,
  },
  replayEndpoint: {
    method: 'POST',
    path: '/notification-endpoints/:endpointId/replay',
    summary: 'Sends again what an endpoint did not take in a range of time, oldest first, a thousand a call',
    act: { en: 'Resent to {endpoint} what it missed', fr: 'Renvoi à {endpoint} de ce qui a été manqué' },
    about: ['endpoint'],
    access: admin,
    params: endpointParams,
    body: Type.Object({
      from: Timestamp,
      to: Type.Optional(Timestamp),
      /** Where the call before this one ended: its `last`. */
      after: Type.Optional(Id),
    }),
    reply: {
      202: Type.Object({
        replayed: Type.Integer(),
        /** True: there is more of that range, for the next call. */
        more: Type.Boolean(),
        /** The newest delivery that is sent again. What fails once more comes before it, and is not taken twice. */
        last: Nullable(Id),
      }),
    },
    errors: { ...endpointErrors, 'endpoint-paused': 409 },
    perMinute: 60,
  },
  /** The clock does it every minute; here for whoever cannot wait for the minute. */
  wake: {
    method: 'PUT',
    path: '/notification-clock',
    summary: 'Sends what is due: after quiet hours, after a pause, gathered into digests',
    access: internal,
    scope: 'platform',
    reply: { 200: Type.Object({ woken: Type.Integer(), digests: Type.Integer() }) },
  },
} as const satisfies Record<string, CallSpec>;
