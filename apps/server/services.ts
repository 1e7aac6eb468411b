/** The services of this system, in the order in which their schemas are made. Adding one is one line here. */
import type { ServiceDefinition } from '@kernos/kernel/service';
import { coursesService } from '@kernos/services/learning/courses/service';
import { enrollmentsService } from '@kernos/services/learning/enrollments/service';
import { progressService } from '@kernos/services/learning/progress/service';
import { analyticsService } from '@kernos/services/platform/analytics/service';
import { assistantService } from '@kernos/services/platform/assistant/service';
import { identityService } from '@kernos/services/platform/identity/service';
import { knowledgeService } from '@kernos/services/platform/knowledge/service';
import { mailboxService } from '@kernos/services/platform/mailbox/service';
import { notificationsService } from '@kernos/services/platform/notifications/service';
import { operationsService } from '@kernos/services/platform/operations/service';

export const services: readonly ServiceDefinition[] = [
  operationsService,
  identityService,
  mailboxService,
  notificationsService,
  coursesService,
  enrollmentsService,
  progressService,
  analyticsService,
  knowledgeService,
  assistantService,
];
