import type { Config } from '../config/config.ts';
import { smtpSettings } from '../config/message-settings.ts';
import type { Mail } from '../ports/mail.ts';
import { smtpMail } from './smtp.ts';

/** The engine behind `Mail` that the settings name; null where emails go to the mailbox. */
export function openMail(config: Config): Mail | null {
  const smtp = smtpSettings(config);
  return smtp && smtpMail(smtp);
}
