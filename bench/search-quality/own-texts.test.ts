/** Search is at least as good as plain BM25 where questions are of another kind than those it was tuned with. */
import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { evaluate } from './evaluate.ts';
import { layGround } from './ground.ts';
import { ingestTexts, measuredKnowledge } from './ingest.ts';
import { madeCollections } from './own-texts.ts';

const ground = await layGround(measuredKnowledge);
after(() => ground[Symbol.asyncDispose]());

/** Questions are few, and change as the texts of this repository do: some may do worse by chance. */
const WORSE_AT_MOST = 0.03;

for (const { name, make } of madeCollections) {
  test(`${name} lead to what answers them as well as by plain BM25`, async () => {
    const { texts, queries } = await make();
    const inOrganization = ground.elsewhere();
    const idOf = await ingestTexts(inOrganization, texts);
    const { ndcg10, plain } = await evaluate(inOrganization, queries.slice(0, 40), texts, idOf, 1);
    assert.ok(plain > 0.15, `the questions can be answered: ${plain}`);
    assert.ok(
      ndcg10 >= plain - WORSE_AT_MOST,
      `nDCG@10 is ${ndcg10.toFixed(4)}, of plain BM25 ${plain.toFixed(4)}`,
    );
  });
}
