import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hidesAddress } from './hidden-addresses.ts';

test('what a mail program makes a link of hides in no name, in whatever letters', () => {
  for (const name of [
    ...[
      'evil.com',
      'Win at evil.com.',
      'EVIL.COM',
      'Evil.Com',
      'evil.cOm',
      'dr.com',
      'x.com',
      't.me',
      'T.co',
    ],
    ...[
      'evil.ru',
      'evil.Ru',
      'evil.rU',
      'evil.Io',
      'Evil.Uk',
      'evil.co.uk',
      'a-b.Li',
      'evil.Shop',
      'evil.Xyz',
    ],
    ...[
      'evil.ninja',
      'evil.ru/path',
      '(evil.ru)',
      'evil.com-offer',
      'evil.xn--p1ai',
      'mail.evil.Eu',
      'evil.comを開く',
    ],
    ...['evil.рф', 'evil.РФ', 'Evil.Рф', 'зло.рф', 'я.рф', 'зло.онлайн', 'зло.Москва', 'κακό.ελ', 'evil.հայ'],
    ...[
      '例え.テスト',
      '例え。テスト',
      'evil．ｃｏｍ',
      'ｅｖｉｌ.ｃｏｍ',
      'evil.中国',
      'evil.삼성',
      'evil.قطر',
      'evil.ישראל',
    ],
    ...['evil.გე', 'evil.भारत', 'evil.ไทย', 'evil.\u200bcom', 'evil.c\u00adom'],
  ])
    assert.ok(hidesAddress(name), JSON.stringify(name));
});

test('names have dots too', () => {
  for (const name of [
    ...[
      'J.R.R. Tolkien',
      'Dr.Anna',
      'St.John',
      'O’Neil',
      "O'Neil",
      'Anne-Marie Smith jr.',
      'Mr.T',
      'Dr.Who',
      'Dr.No',
    ],
    ...[
      'Dr.Li',
      'Prof.Dr. Weber',
      'prof.dr. Jansen',
      'Dr.rer.nat. Weber',
      'Dr.med.dent. Weber',
      'Dr.van den Berg',
    ],
    ...[
      'MD.RAHIM',
      'Md.Al Amin',
      'J.de Vries',
      'M.DUPONT',
      'Wm.Penn',
      'Joh.Seb. Bach',
      'Vijay.Kumar',
      'Dipl.-Ing. M.Sc. Ø',
    ],
    ...[
      'А.С.Пушкин',
      'Проф.Иванов',
      'Св.Николай',
      'Проф.Ли',
      'د.أحمد',
      'أ.د.محمد',
      'مریم‌السادات',
      '李小龍',
      '金.ミンス',
    ],
    ...[
      'ดร.สมชาย',
      'รศ.ดร.สมหญิง',
      'डॉ.राजेश',
      'मो.हुसैन',
      'マイケル・ジョーダン',
      'Ph.D. Ada',
      '👩‍🚀',
      '...',
      'Sammy Davis Jr.',
    ],
    ...[
      'Müller GmbH & Co.KG',
      'Acme Co., Ltd.',
      'ACME CO.,LTD.',
      'Acme Pty.Ltd.',
      'U.S.A.',
      'S.p.A. Rossi',
      'Node.js Paris',
    ],
  ])
    assert.ok(!hidesAddress(name), JSON.stringify(name));
});
