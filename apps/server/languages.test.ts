/** Whatever a service declares for people to read, it declares in each of our languages. */
import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import type { AnyCall } from '@kernos/kernel/contract';
import { declarationsOf } from '@kernos/kernel/declarations';
import { type InEachLanguage, languages } from '@kernos/kernel/language';
import { roles } from '@kernos/services/platform/identity/contract-declarations';
import { elevatedPurposes } from '@kernos/services/platform/identity/contract-purposes';
import {
  followedEvents,
  notificationKinds,
} from '@kernos/services/platform/notifications/contract-declarations';
import { services } from './services.ts';

const declared = declarationsOf(services);

/** Whether people read what a call is called: in the audit log, or in the list of requests. */
const isAct = ({ method, access, audited }: AnyCall) =>
  audited === true || (method !== 'GET' && access.kind !== 'internal');

const calls: readonly AnyCall[] = services.flatMap(({ contract }) => Object.values(contract.calls));
const acts = calls.filter(isAct);
const workflows = services.flatMap(({ workflows = [] }) => workflows.map(({ workflow }) => workflow));

/** What is read in which languages, by what it is the words of. */
const titles: [what: string, words: InEachLanguage<unknown> | undefined][] = [
  ...acts.map(({ id, act }) => [`act ${id}`, act] as [string, InEachLanguage | undefined]),
  ...workflows.flatMap(({ name, title, steps }): [string, InEachLanguage][] => [
    [`workflow ${name}`, title],
    ...Object.entries(steps as Record<string, { title: InEachLanguage }>).map(
      ([step, { title }]): [string, InEachLanguage] => [`step ${name} ${step}`, title],
    ),
  ]),
  ...declared(notificationKinds).flatMap(({ value }) =>
    Object.entries(value).flatMap(([kind, { title, words }]): [string, InEachLanguage<unknown>][] => [
      [`kind ${kind}`, title],
      [`words of ${kind}`, words],
    ]),
  ),
  ...declared(followedEvents).flatMap(({ value }) =>
    value.flatMap(({ event, endpoints }): [string, InEachLanguage<unknown>][] =>
      endpoints ? [[`Slack message of ${event.type}`, endpoints.words]] : [],
    ),
  ),
  ...declared(elevatedPurposes).flatMap(({ value }) =>
    Object.entries(value).map(([name, { title }]): [string, InEachLanguage] => [`purpose ${name}`, title]),
  ),
  ...declared(roles).flatMap(({ value }) =>
    Object.entries(value).map(([name, { title }]): [string, InEachLanguage] => [`role ${name}`, title]),
  ),
];

/** What people read otherwise by now, in the field's own terms. */
const OUTWORN = new RegExp(
  [
    ...['second factor', '\\bletters? (?:was|were|is|are) sent', 'take back', 'gathered letters'],
    ...['everything flows', 'asked anew', 'messages wait', '95 of 100', 'who reads messages'],
    ...['running since', 'good until', 'member since', 'everything (?:of it is done|is read)', 'coming back'],
    ...[
      'you act for it',
      '\\bas the system',
      'what is in it',
      'complete and go on',
      'not completed after all',
    ],
    ...['who is in it', 'half took', 'never by itself', 'look again', 'can be found', 'kept in the mailbox'],
    ...['whatever came of it', 'certificate is real', 'forgotten your password', 'lacks its token'],
    ...['code of your authenticator', 'let it answer', 'stand in their sources', 'reading as a guest'],
    ...['lettres? (?:a|ont) été', 'second facteur', 'deuxième facteur', 'tout circule', 'membre depuis'],
  ].join('|'),
  'i',
);

/** The texts of the pages, which no service knows. */
const pages = join(import.meta.dirname, '../web/src');
const wordsOfPages = globSync('**/words.{en,fr}.ts', { cwd: pages });

test('nothing that people read uses a word that another one took the place of', () => {
  const read = [...titles.map(([what, words]) => [what, JSON.stringify(words)] as const)];
  for (const { id, summary } of calls) read.push([`summary of ${id}`, summary]);
  for (const file of wordsOfPages)
    for (const line of readFileSync(join(pages, file), 'utf8').split('\n')) read.push([file, line]);
  assert.ok(wordsOfPages.length > 20);
  assert.deepEqual(
    read.filter(([, text]) => OUTWORN.test(text ?? '')),
    [],
  );
});

describe('what services declare for people to read', () => {
  test('is there in every language', () => {
    for (const [what, words] of titles) {
      assert.ok(words, `${what} has no words`);
      for (const language of languages)
        assert.ok(JSON.stringify(words[language] ?? '').length > 2, `${what} has no words in ${language}`);
    }
    assert.ok(acts.length > 20 && workflows.length > 5);
  });

  test('is not the English again', () => {
    const same = titles.filter(([, words]) => JSON.stringify(words?.en) === JSON.stringify(words?.fr));
    assert.deepEqual(
      same.map(([what]) => what),
      [],
    );
  });

  test('names in an act only texts that the call requires, or that its handler adds', () => {
    const wrong = acts.flatMap(({ id, act, about = [], params, body }) =>
      Object.values(act ?? {}).flatMap((text) =>
        [...text.matchAll(/\{(\w+)\}/g)]
          .map(([, name = '']) => name)
          .filter((name) => !about.includes(name))
          .filter((name) => {
            const part = [params, body].find((one) => one?.required?.includes(name));
            const schema: { type?: string; enum?: unknown; writeOnly?: boolean } =
              part?.properties[name] ?? {};
            // The audit log says lists of roles by their names.
            const isText = schema.type === 'string' || schema.enum !== undefined || name === 'roles';
            return !isText || schema.writeOnly === true;
          })
          .map((name) => `${id}: {${name}}`),
      ),
    );
    assert.deepEqual(wrong, []);
  });
});
