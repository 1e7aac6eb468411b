/** Courses, wired. */
import { schedule, service } from '@kernos/kernel/service';
import { courseCollections } from './collections.ts';
import { courses } from './contract.ts';
import { addFile, file, files, removeFile } from './course-files.ts';
import { changes } from './draft-changes.ts';
import { archive, create, restore, unpublish, update } from './edit-course.ts';
import { addLesson, removeLesson, updateLesson } from './edit-lesson.ts';
import { addModule, removeModule, updateModule } from './edit-module.ts';
import { exportCourse } from './export-course.ts';
import { statuses, versionLessons } from './for-services.ts';
import { get, version, versions } from './get-course.ts';
import { importCourse } from './import-course.ts';
import { list } from './list-courses.ts';
import { courseNotifications } from './notifications.ts';
import { previewLesson } from './preview-lesson.ts';
import { publication, publish } from './publish.ts';
import { lesson } from './read-lesson.ts';
import { purgeRemoved, removed, restoreLesson, restoreModule } from './removed.ts';
import { courseReports } from './reports.ts';
import { restoreRevision, revision, revisions } from './revisions.ts';
import { learningRoles } from './roles.ts';
import { indexAnew, renewing } from './search-index.ts';
import { lessonTitles, searchLessons } from './search-lessons.ts';

export const coursesService = service(courses, {
  declares: [...courseNotifications, ...courseReports, courseCollections, learningRoles],
  migrations: new URL('./migrations/', import.meta.url),
  calls: [
    ...[create, list, get, update, archive, restore, unpublish],
    ...[importCourse, exportCourse],
    ...[publish, changes, versions, version],
    ...[addModule, updateModule, removeModule],
    ...[addLesson, lesson, updateLesson, previewLesson, removeLesson],
    ...[files, addFile, removeFile, file],
    ...[revisions, revision, restoreRevision, removed, restoreModule, restoreLesson],
    ...[searchLessons, lessonTitles],
    ...[statuses, versionLessons],
  ],
  tasks: [indexAnew],
  workflows: [publication],
  schedules: { purgeRemoved: schedule(courses, '41 3 * * *', purgeRemoved), renewing },
});
