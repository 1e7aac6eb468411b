/**
 * `npm run eval:search [-- folder…]`: how well search finds what answers a question, beside plain BM25 over the same
 * texts. Without a folder: our own questions over our own course, those over a course that lies beside some checkouts,
 * and collections made of our own texts. With some: test collections in the format of search-quality/collection.ts.
 */
import { resolve } from 'node:path';
import { readCorpus, readQueries } from './search-quality/collection.ts';
import { collections, measureCourse, readBaseline } from './search-quality/courses.ts';
import { evaluate, type Quality } from './search-quality/evaluate.ts';
import { layGround } from './search-quality/ground.ts';
import { ingestTexts, measuredKnowledge } from './search-quality/ingest.ts';
import { madeCollections, type TextCollection } from './search-quality/own-texts.ts';

function print({ queries, ndcg10, plain, map, recall100, p50, p95, mode, each }: Quality): void {
  console.log(`queries     ${queries} (${mode})`);
  console.log(`nDCG@10     ${ndcg10.toFixed(4)} (plain BM25 ${plain.toFixed(4)})`);
  console.log(`MAP         ${map.toFixed(4)}`);
  console.log(`recall@100  ${recall100.toFixed(4)}`);
  console.log(`latency     p50 ${p50.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
  console.log('worst:');
  for (const { query, ndcg10: its, first } of each.slice(0, 10))
    console.log(`  ${its.toFixed(2)}  ${query.text}  →  ${first}`);
}

/** Texts and questions in an organization of their own. */
async function measure({ texts, queries }: TextCollection): Promise<Quality> {
  await using ground = await layGround(measuredKnowledge);
  const idOf = await ingestTexts(ground, texts);
  console.log(`${texts.length} texts indexed`);
  return await evaluate(ground, queries, texts, idOf);
}

const folders = process.argv.slice(2).map((given) => resolve(process.env.INIT_CWD ?? process.cwd(), given));
for (const folder of folders) {
  console.log(`\n${folder}`);
  print(await measure({ texts: await readCorpus(folder), queries: await readQueries(folder) }));
}
if (folders.length === 0) {
  for (const collection of collections) {
    console.log(`\n${collection.name}`);
    print(await measureCourse(collection));
    const { ndcg10 } = await readBaseline(collection);
    console.log(`checked in  nDCG@10 ${ndcg10.toFixed(4)}`);
  }
  for (const { name, make } of madeCollections) {
    console.log(`\n${name}`);
    print(await measure(await make()));
  }
}
