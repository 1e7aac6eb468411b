/** Values over time, as bars (counts of a span) or a line (a state). Import it lazily: it brings Recharts. */

import {
  Area,
  AreaChart,
  Bar,
  BarChart,
  CartesianGrid,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from 'recharts';
import { labelled, number } from '../../language/format.ts';

interface Point {
  /** As the axis says it, e.g. `12 Nov`. */
  readonly name: string;
  readonly value: number;
}

const axis = { fontSize: 12, fill: 'var(--ink-soft)' };

export function SeriesChart({
  points,
  kind,
  unit,
  color = 'var(--wing)',
  height = 240,
}: {
  points: readonly Point[];
  kind: 'bars' | 'line';
  /** What one is, e.g. `enrollments`; the tooltip says it. */
  unit: string;
  color?: string;
  height?: number;
}) {
  const shared = { data: [...points], margin: { top: 8, right: 8, bottom: 0, left: 0 } };
  const parts = [
    <CartesianGrid key="grid" vertical={false} stroke="var(--line)" />,
    <XAxis
      key="x"
      dataKey="name"
      tick={axis}
      tickLine={false}
      axisLine={{ stroke: 'var(--line)' }}
      minTickGap={28}
    />,
    <YAxis
      key="y"
      width={44}
      tick={axis}
      tickLine={false}
      axisLine={false}
      allowDecimals={false}
      domain={[0, 'auto']}
    />,
    <Tooltip
      key="tip"
      cursor={{ fill: 'var(--wash)' }}
      content={<Tip unit={unit} />}
      isAnimationActive={false}
    />,
  ];
  return (
    <ResponsiveContainer width="100%" height={height}>
      {kind === 'bars' ? (
        <BarChart {...shared}>
          {parts}
          <Bar dataKey="value" fill={color} radius={[3, 3, 0, 0]} maxBarSize={36} isAnimationActive={false} />
        </BarChart>
      ) : (
        <AreaChart {...shared}>
          {parts}
          <Area
            type="monotone"
            dataKey="value"
            stroke={color}
            strokeWidth={2}
            fill={color}
            fillOpacity={0.1}
            isAnimationActive={false}
          />
        </AreaChart>
      )}
    </ResponsiveContainer>
  );
}

// Recharts gives these by itself.
function Tip({
  active,
  payload,
  label,
  unit,
}: {
  active?: boolean;
  payload?: readonly { value: number }[];
  label?: string;
  unit: string;
}) {
  const [first] = payload ?? [];
  if (!active || !first) return null;
  return (
    <div
      style={{
        padding: '6px 10px',
        borderRadius: 8,
        background: 'var(--ink)',
        color: 'var(--paper)',
        fontSize: 13,
      }}
    >
      {labelled(String(label))} <strong className="numbers">{number(first.value)}</strong> {unit}
    </div>
  );
}
