import { service } from '@kernos/kernel/service';
import { identity } from '../identity/contract.ts';
import { mailbox } from '../mailbox/contract.ts';
import { everyMinute, everyNight, wake } from './clock.ts';
import { notifications } from './contract.ts';
import { deliveryTasks } from './deliver.ts';
import { deliveries, delivery, resend } from './deliveries.ts';
import { addDevice, devices, forgetBrowsers, pushKey, removeDevice } from './devices.ts';
import {
  createEndpoint,
  endpoints,
  removeEndpoint,
  replayEndpoint,
  rotateEndpointSecret,
  testEndpoint,
  updateEndpoint,
} from './endpoints.ts';
import { announce, notify, subscriptions } from './follow.ts';
import { feed, list, mark, readAll, undoReadAll, unreadCount } from './inbox.ts';
import { ownKinds } from './own-kinds.ts';
import { confirmPhone, preferences, updatePreferences } from './preferences.ts';
import { channelSettings } from './settings.ts';
import { previewTemplate, resetTemplate, saveTemplate, templates } from './template-calls.ts';
import { resubscribe, unsubscribe, unsubscription } from './unsubscribe.ts';

export const notificationsService = service(notifications, {
  declares: [ownKinds],
  settings: channelSettings,
  needs: [identity, mailbox],
  migrations: new URL('./migrations/', import.meta.url),
  calls: [
    list,
    feed,
    unreadCount,
    mark,
    readAll,
    undoReadAll,
    preferences,
    updatePreferences,
    confirmPhone,
    pushKey,
    devices,
    addDevice,
    removeDevice,
    unsubscription,
    unsubscribe,
    resubscribe,
    deliveries,
    delivery,
    resend,
    templates,
    saveTemplate,
    resetTemplate,
    previewTemplate,
    endpoints,
    createEndpoint,
    updateEndpoint,
    removeEndpoint,
    rotateEndpointSecret,
    testEndpoint,
    replayEndpoint,
    wake,
  ],
  on: [forgetBrowsers],
  onDeclared: subscriptions,
  tasks: [notify, announce, ...deliveryTasks],
  schedules: { everyMinute, everyNight },
});
