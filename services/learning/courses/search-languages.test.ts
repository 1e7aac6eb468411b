/** Searching the catalog in the languages and scripts that courses are written in, and what was indexed before. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { courses } from './contract.ts';
import { publishedCourse, startSchool } from './courses.fixture.ts';

const school = await startSchool();
after(() => school[Symbol.asyncDispose]());
const { instructor, learner, as, system } = school;

const lessons = async (q: string) =>
  (await as(learner).searchLessons({ q })).items.map(({ title }) => title).sort();
const catalog = async (q: string) => (await as(learner).list({ q })).items.map(({ title }) => title).sort();

interface Asked {
  readonly title: string;
  readonly texts: Readonly<Record<string, string>>;
  /** Searches, and the lesson that each finds, alone. */
  readonly finds: Readonly<Record<string, string>>;
  /** Searches that find the course by its title. */
  readonly named?: readonly string[];
}

const languages: Readonly<Record<string, Asked>> = {
  french: {
    title: 'Le jardin et ses récursivités',
    texts: {
      Jardin:
        'L’arrosage se fait le soir. On parle d’engrais et de compost ; il faut qu’Albert ferme l’eau. Pendant l’été, l’ombre protège les semis.',
      Programmer:
        'Une boucle répète des instructions. La récursivité est une fonction qui s’appelle elle-même, avec les chevaux des journaux.',
    },
    finds: {
      eau: 'Jardin',
      "l'eau": 'Jardin',
      été: 'Jardin',
      ete: 'Jardin',
      engrais: 'Jardin',
      "Qu'est-ce qu'une boucle ?": 'Programmer',
      boucles: 'Programmer',
      recursivite: 'Programmer',
      récursivités: 'Programmer',
      fonctions: 'Programmer',
      instruction: 'Programmer',
      'boucl instru': 'Programmer',
      récursivi: 'Programmer',
      'boucle récursivit': 'Programmer',
      'boucles instructio': 'Programmer',
      bouclle: 'Programmer',
      journal: 'Programmer',
    },
    named: ['jardins', 'récursivité', 'recursivite'],
  },
  spanish: {
    title: 'Introducción a las canciones',
    texts: {
      Ciclos:
        'Las funciones repiten las instrucciones que están en los ciclos, y así los niños aprenden a contar.',
    },
    finds: { función: 'Ciclos', funcion: 'Ciclos', instrucción: 'Ciclos', niño: 'Ciclos', ciclo: 'Ciclos' },
    named: ['canción', 'cancion', 'introduccion'],
  },
  portuguese: {
    title: 'As lições dos animais',
    texts: {
      Laços:
        'Os laços repetem as instruções que não estão nas funções, e isso também é uma das informações do programa.',
    },
    finds: { laço: 'Laços', instrução: 'Laços', informação: 'Laços', informacao: 'Laços' },
    named: ['lição', 'animal'],
  },
  german: {
    title: 'Über die Häuser',
    texts: {
      Wiederholen:
        'Die Schleifen wiederholen, was in den Blöcken steht, und die Bücher sind nicht teuer für Schüler.',
    },
    finds: { Schleife: 'Wiederholen', Block: 'Wiederholen', Buch: 'Wiederholen', Buecher: 'Wiederholen' },
    named: ['Haus'],
  },
  arabic: {
    title: 'كتاب البرمجة',
    texts: { الحلقات: 'في هذا الدرس نتعلم كيف تعمل الحلقة مع الطلاب، ولماذا نستخدم المتغيرات.' },
    finds: { حلقة: 'الحلقات', الحلقة: 'الحلقات', متغيرات: 'الحلقات', طلاب: 'الحلقات' },
    named: ['برمجة', 'البرمجة', 'الكتاب'],
  },
  'scripts without spaces': {
    title: '程序設計',
    texts: {
      中文: '本章介紹如何使用Pytest編寫程序。我們用NumPy處理數據。',
      日本語: 'このレッスンではKubernetesを使ってサーバーを構築します。',
    },
    finds: {
      編寫: '中文',
      數據: '中文',
      numpy: '中文',
      pytest: '中文',
      サーバー: '日本語',
      kubernetes: '日本語',
      kuber: '日本語',
    },
    named: ['設計', '程'],
  },
};

for (const [name, { title, texts, finds, named = [] }] of Object.entries(languages))
  test(`words of ${name} are found in whichever form, with accents and without`, async () => {
    await publishedCourse(school, title, texts);
    const found: Record<string, string> = {};
    for (const q of Object.keys(finds)) found[q] = (await lessons(q)).join();
    assert.deepEqual(found, finds);
    for (const q of [...named, ...Object.keys(finds)]) assert.deepEqual(await catalog(q), [title], q);
  });

test('identifiers are found whole and by their parts', async () => {
  await publishedCourse(school, 'Of code', {
    Methods: 'Call `list.append(x)`, then `readFileSync`, and never `__init__`.',
    Others: 'Lists can grow.',
  });
  for (const q of [
    'list.append',
    'append',
    'readFileSync',
    'readfilesync',
    'sync file',
    '__init__',
    '"call list.append"',
  ])
    assert.deepEqual(await lessons(q), ['Methods'], q);
});

test('what is shown of a lesson marks the forms that were found', async () => {
  const [found] = (await as(learner).searchLessons({ q: 'fonctions' })).items;
  assert.deepEqual(
    found?.snippet.filter(({ match }) => match).map(({ text }) => text),
    ['fonction'],
  );
});

test('courses that were indexed before are indexed anew, while they are found as they were', async () => {
  const course = await publishedCourse(school, 'Les rivières', {
    Source: 'C’est une question de volcans et de montagnes, où l’eau vive descend vers la mer.',
  });
  // As the migration leaves what there was.
  await system.sql({
    text: `UPDATE courses.searchable_courses SET analysis = 0, described = '', content = to_tsvector('english', 'vive volcan'),
                  terms = to_tsvector('english', title || ' vive volcan') WHERE course_id = $1`,
    values: [course.id],
  });
  await system.sql({
    text: `UPDATE courses.searchable_lessons SET terms = to_tsvector('english', 'vive volcan') WHERE course_id = $1`,
    values: [course.id],
  });
  assert.deepEqual(await catalog('vive'), ['Les rivières']);
  assert.deepEqual(await catalog('montagne'), []);
  await system
    .client(courses, instructor)
    .update({ courseId: course.id, title: 'Les grandes rivières', ifMatch: course.version });
  assert.deepEqual(
    await catalog('vive rivière'),
    ['Les grandes rivières'],
    'renamed before it was indexed anew',
  );
  system.clock.advance(61_000);
  while ((await catalog('montagne')).length === 0) await setTimeout(100);
  assert.deepEqual(await lessons('montagne'), ['Source']);
  assert.deepEqual(await catalog('vive rivière'), ['Les grandes rivières']);
});
