/** The Python course that lies in `courses/python`, with the files that are made of its lessons. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readFolder } from '../content/folder.ts';
import { planCourse } from '../content/plan.ts';
import { cheatSheetOf } from './cheat-sheet.ts';
import { notebookOf } from './notebook.ts';

/** What is written by hand: lessons, pictures and data. */
export const pythonCourseSource = fileURLToPath(new URL('../../../../courses/python/', import.meta.url));

/** The lesson that can be tried out as a notebook. */
const TRIED_OUT = '05_Files_and_errors/02_CSV_and_JSON.md';

export interface BuiltCourse extends AsyncDisposable {
  /** A temporary folder, as `course import` takes one; gone when this is disposed of. */
  readonly folder: string;
}

/**
 * Copies the course and adds `cheat-sheet.pdf`, the tables of all lessons, and `weather.ipynb`, a lesson as a
 * notebook. The same sources give the same bytes.
 */
export async function buildPythonCourse(): Promise<BuiltCourse> {
  const folder = await mkdtemp(join(tmpdir(), 'kernos-python-'));
  const dispose = () => rm(folder, { recursive: true, force: true });
  try {
    await cp(pythonCourseSource, folder, { recursive: true });
    const plan = planCourse(await readFolder(folder));
    await writeFile(join(folder, 'cheat-sheet.pdf'), await cheatSheetOf(plan));
    await writeFile(
      join(folder, 'weather.ipynb'),
      notebookOf(await readFile(join(folder, TRIED_OUT), 'utf8')),
    );
  } catch (error) {
    await dispose();
    throw error;
  }
  return { folder, [Symbol.asyncDispose]: dispose };
}
