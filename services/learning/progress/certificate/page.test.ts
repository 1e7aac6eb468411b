import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawCertificate } from './page.ts';

const facts = {
  learnerName: 'Ada Lovelace',
  courseTitle: 'Practical Python',
  lessons: 54,
  issuedAt: '2026-11-20T23:30:00.000Z',
  code: '7K2QF-0M9XD-4TBWR-H3C8N',
  link: 'https://learn.example/certificates/7K2QF-0M9XD-4TBWR-H3C8N',
};

test('the same facts give the same bytes, other facts give others', async () => {
  const [once, twice, other] = await Promise.all([
    drawCertificate(facts),
    drawCertificate(facts),
    drawCertificate({ ...facts, learnerName: 'Grace Hopper' }),
  ]);
  assert.ok(once.equals(twice));
  assert.ok(!once.equals(other));
});

test('it is a tagged PDF of one page with its link, and carries only the letters it needs', async (t) => {
  const started = performance.now();
  const pdf = (await drawCertificate(facts)).toString('latin1');
  t.diagnostic(`${Math.round(performance.now() - started)} ms, ${pdf.length} bytes`);
  assert.match(pdf, /^%PDF-1\.7/);
  assert.equal(pdf.match(/\/Type \/Page\b/g)?.length, 1);
  assert.match(pdf, /\/Marked true/);
  assert.ok(pdf.includes(`/URI (${facts.link})`));
  assert.match(pdf, /\+SourceSerif4-SemiBold/);
  assert.doesNotMatch(pdf, /Helvetica/);
  assert.ok(pdf.length < 60_000);
});

test('no text is too long for it', async () => {
  const pdf = await drawCertificate({
    ...facts,
    learnerName: '漢字'.repeat(50),
    courseTitle: 'WIDE '.repeat(40).trim(),
    link: `https://${'long.'.repeat(40)}example/certificates/${facts.code}`,
  });
  assert.match(pdf.toString('latin1'), /%%EOF\s*$/);
});
