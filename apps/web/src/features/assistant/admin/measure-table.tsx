import { Text } from '@mantine/core';
import { milliseconds, money, percent, whole } from '../../../language/format.ts';
import { DataTable } from '../../../patterns/data-table.tsx';
import { useAdminWords } from './admin-words.ts';
import type { Names } from './data.ts';
import type { Evaluation } from './evaluation-list.tsx';
import type { AdminWords } from './words.en.ts';

type Both = NonNullable<Evaluation['measures']>;
type Measure = keyof AdminWords['evaluation']['measures'];

/** Which way is better; a length is neither. */
const better: Readonly<Record<Measure, 'more' | 'less' | null>> = {
  answeredRate: 'more',
  supportRate: 'more',
  generatedRate: 'more',
  meanLength: null,
  p50Ms: 'less',
  p95Ms: 'less',
  tokens: 'less',
  cost: 'less',
};

const isBetter = (measure: Measure, one: number, other: number): boolean =>
  (better[measure] === 'more' && one > other) || (better[measure] === 'less' && one < other);

/** The figures of both, measure by measure; the better of each is marked. */
export function MeasureTable({ measures, names }: { measures: Both; names: Names }) {
  const words = useAdminWords().evaluation;
  const write: Readonly<Record<Measure, (value: number) => string>> = {
    answeredRate: percent,
    supportRate: percent,
    generatedRate: percent,
    meanLength: (value) => words.characters(whole(value)),
    p50Ms: milliseconds,
    p95Ms: milliseconds,
    tokens: whole,
    cost: money,
  };
  const cell = (measure: Measure, side: 'a' | 'b') => {
    const [own, other] = [measures[side][measure], measures[side === 'a' ? 'b' : 'a'][measure]];
    const text = write[measure](own);
    // What reads the same is the same.
    return isBetter(measure, own, other) && text !== write[measure](other) ? (
      <strong>
        {text}{' '}
        <Text span ms={4} c="var(--good)" fz="0.8125rem" fw={500}>
          {words.isBetter}
        </Text>
      </strong>
    ) : (
      text
    );
  };
  const shown = (Object.keys(better) as Measure[]).filter(
    (measure) => measure !== 'cost' || measures.a.cost + measures.b.cost > 0,
  );
  return (
    <DataTable
      label={words.measure}
      items={shown}
      idOf={(measure) => measure}
      columns={[
        { name: words.measure, cell: (measure) => words.measures[measure] },
        { name: names.a, number: true, cell: (measure) => cell(measure, 'a') },
        { name: names.b, number: true, cell: (measure) => cell(measure, 'b') },
      ]}
    />
  );
}
