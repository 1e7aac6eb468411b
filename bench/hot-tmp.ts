import { boot } from '@kernos/kernel/boot';
import { loadConfig } from '@kernos/kernel/config';
import { coursesService } from '@kernos/services/learning/courses/service';
import { enrollmentsService } from '@kernos/services/learning/enrollments/service';
import { progressService } from '@kernos/services/learning/progress/service';
import { identityService } from '@kernos/services/platform/identity/service';
import { mailboxService } from '@kernos/services/platform/mailbox/service';

const mode = process.env.MODE;
const { on: _o, workflows: _w, ...bare } = enrollmentsService;
const { on: _p, tasks: _t, ...bareProgress } = progressService;
const system = await boot({
  config: loadConfig(Object.fromEntries(Object.entries(process.env).filter(([k]) => k !== 'MODE'))),
  version: 'x',
  services:
    mode === 'bare'
      ? [identityService, mailboxService, coursesService, bare, { ...bareProgress, tasks: _t as never }]
      : mode === 'nowf'
        ? [
            identityService,
            mailboxService,
            coursesService,
            { ...enrollmentsService, on: enrollmentsService.on?.slice(0, 4) as never, workflows: [] },
            progressService,
          ]
        : [identityService, mailboxService, coursesService, enrollmentsService, progressService],
});
process.on('SIGTERM', async () => {
  await system.stop();
  process.exit(0);
});
process.send?.({ url: system.url });
