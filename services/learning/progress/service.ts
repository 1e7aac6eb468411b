import { service } from '@kernos/kernel/service';
import { identity } from '../../platform/identity/contract.ts';
import { courses } from '../courses/contract.ts';
import { enrollments } from '../enrollments/contract.ts';
import { carryOver, initialise, subscriptions } from './begin.ts';
import { certificate, certificates, nameOnCompletion, verify } from './certificate.ts';
import { complete, uncomplete } from './complete.ts';
import { progress } from './contract.ts';
import { home } from './home.ts';
import { progressNotifications } from './notifications.ts';
import { keepPosition, lessonState, note, notes, open, removeNote, writeNote } from './read.ts';
import { progressReports } from './reports.ts';
import { mine, moveToNewest, ofCourse } from './view.ts';

export const progressService = service(progress, {
  declares: [...progressNotifications, ...progressReports],
  needs: [courses, enrollments, identity],
  calls: [
    ...[complete, uncomplete, ofCourse, mine, moveToNewest, initialise],
    ...[certificate, certificates, verify],
    ...[home, lessonState, open, keepPosition],
    ...[note, writeNote, removeNote, notes],
  ],
  on: [...subscriptions, nameOnCompletion],
  tasks: [carryOver],
  migrations: new URL('./migrations/', import.meta.url),
});
