import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';

/**
 * Words of what Kernos is used for, which the kernel must not know. Each stands for its plural too.
 * "Progress" is missing because workflows make some.
 */
const domainWords = [
  'achievement',
  'appointment',
  'badge',
  'certificate',
  'challenge',
  'clinician',
  'course',
  'enrol',
  'enroll',
  'enrollment',
  'instructor',
  'learner',
  'lesson',
  'medication',
  'patient',
  'prescription',
  'quest',
  'quiz',
];

/**
 * What imports do not show: SQL across schemas, names of columns said twice, and domain words in the kernel. Judged
 * by the text of statements, outside of comments; a name that is put together at run time escapes.
 * @param root the folder that holds `kernel` and `services`
 * @returns a sentence for each violation, beginning with `path:line`
 */
export function findTextViolations(root: string): string[] {
  const services = globSync('services/*/*/contract.ts', { cwd: root }).map((path) =>
    path.split('/').slice(0, 3),
  );
  const schemaOf = (service: string) => service.replaceAll('-', '_');
  const schemas = services.map(([, , service = '']) => schemaOf(service));
  const inServices = services.flatMap(([, wing = '', service = '']) => {
    const foreign = [...schemas.filter((schema) => schema !== schemaOf(service)), 'kernel'];
    return sources(root, `services/${wing}/${service}`).flatMap((source) => [
      ...foreignSql(source, foreign),
      ...aliases(source),
    ]);
  });
  const inKernel = sources(root, 'kernel').flatMap((source) => [
    ...foreignSql(source, schemas),
    ...aliases(source),
    ...knownWords(source),
  ]);
  return [...inServices, ...inKernel].sort();
}

interface Source {
  path: string;
  /** Its text, with comments blanked out. */
  text: string;
}

/** What runs for people; tests may look into any table. */
function sources(root: string, folder: string): Source[] {
  return globSync(`${folder}/**/*.{ts,tsx,sql}`, { cwd: root, exclude: ['**/node_modules/**'] })
    .filter((path) => !/\.(test|fixture)\.tsx?$/.test(basename(path)))
    .map((path) => ({ path, text: withoutComments(readFileSync(join(root, path), 'utf8'), path) }));
}

/** Keeps line ends, so that lines can be counted, and strings, which may look like comments. */
function withoutComments(text: string, path: string): string {
  const token = path.endsWith('.sql')
    ? /\/\*[\s\S]*?\*\/|--[^\n]*|'[^']*'/g
    : /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"|`(?:\\.|[^`\\])*`/g;
  return text.replace(token, (found) => (/^(\/[*/]|--)/.test(found) ? found.replace(/[^\n]/g, ' ') : found));
}

function foreignSql({ path, text }: Source, foreign: readonly string[]): string[] {
  if (foreign.length === 0) return [];
  const names = foreign.join('|');
  // A function of the kernel may be called; its tables are its own.
  const statement = new RegExp(
    `\\b(?:from|join|into|update|table|references|only|on|using|view)\\s+"?(${names})"?\\s*\\.\\s*"?\\w+"?(?!\\w)(?!\\s*\\()`,
    'gi',
  );
  return [...text.matchAll(statement)].map(
    (match) =>
      `${at(path, text, match.index)}: SQL on the schema of another (${match[1]}). Call its contract.`,
  );
}

/** The store gives rows their names (decision 33): no statement says them a second time. */
function aliases({ path, text }: Source): string[] {
  return [...text.matchAll(/\bAS "[a-z]+[A-Z]\w*"/g)].map(
    ({ 0: alias, index }) =>
      `${at(path, text, index)}: ${alias}: the store makes names camelCase, so name it in snake_case.`,
  );
}

function knownWords({ path, text }: Source): string[] {
  // Also inside names: courseId, LearnerRole, course_id.
  const pattern = new RegExp(`(?<![a-z])(${domainWords.join('|')})(?:s|es)?(?![a-z])`, 'gi');
  const inNames = text.replace(/([a-z])([A-Z])/g, '$1_$2');
  return [...inNames.matchAll(pattern)].map(
    (match) => `${at(path, inNames, match.index)}: the kernel knows no domain word such as "${match[0]}".`,
  );
}

function at(path: string, text: string, index: number): string {
  return `${path}:${text.slice(0, index).split('\n').length}`;
}
