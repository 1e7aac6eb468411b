import { service } from '@kernos/kernel/service';
import { identity } from '../../platform/identity/contract.ts';
import { courses } from '../courses/contract.ts';
import { enrollments } from '../enrollments/contract.ts';
import { carryOver, initialise, subscriptions } from './begin.ts';
import { certificate, certificates, nameOnCompletion, verify } from './certificate.ts';
import { complete } from './complete.ts';
import { progress } from './contract.ts';
import { mine, moveToNewest, ofCourse } from './view.ts';

export const progressService = service(progress, {
  needs: [courses, enrollments, identity],
  calls: [complete, ofCourse, mine, moveToNewest, certificate, certificates, verify, initialise],
  on: [...subscriptions, nameOnCompletion],
  tasks: [carryOver],
  migrations: new URL('./migrations/', import.meta.url),
});
