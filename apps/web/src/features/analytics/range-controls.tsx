/** What a report is about: days, how they are gathered, and whose calendar counts. All of it is in the address. */
import { Group, Popover, SegmentedControl, Select, Stack, TextInput, UnstyledButton } from '@mantine/core';
import { Globe } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { type Changes, changed } from '../../app/search-params.ts';
import { currentZone } from '../../language/time-zone.ts';
import { useAnalyticsWords } from './analytics-words.ts';
import { type Interval, intervals, type Preset, presets, type Range, type ReportSearch } from './range.ts';
import styles from './reports.module.css';
import { zones } from './zones.ts';

export type Change = (changed: ReportSearch) => void;

export function RangeControls({
  search,
  range,
  onChange,
  children,
}: {
  search: ReportSearch;
  range: Range;
  onChange: Change;
  /** Further controls, before these. */
  children?: ReactNode;
}) {
  const words = useAnalyticsWords().controls;
  const set = (changes: Changes<ReportSearch>) => onChange(changed(search, changes));
  return (
    <Group component="search" gap={12} aria-label={words.label}>
      {children}
      <SegmentedControl
        aria-label={words.days}
        value={range.last === undefined ? 'own' : String(range.last)}
        data={[
          ...presets.map((days) => ({ value: String(days), label: words.last[days] })),
          { value: 'own', label: words.own },
        ]}
        onChange={(value) =>
          value === 'own'
            ? set({ from: range.from, to: range.to, last: undefined })
            : set({ from: undefined, to: undefined, last: Number(value) as Preset })
        }
      />
      {range.last === undefined && <Days range={range} set={set} />}
      <Select
        aria-label={words.interval}
        data={intervals.map((interval) => ({ value: interval, label: words.intervals[interval] }))}
        value={range.interval}
        allowDeselect={false}
        onChange={(value) => set({ by: (value ?? undefined) as Interval | undefined })}
        w={130}
      />
      <ZoneChoice zone={range.timezone} onChange={(zone) => set({ zone })} />
    </Group>
  );
}

function Days({ range, set }: { range: Range; set: (change: { from: string; to: string }) => void }) {
  const words = useAnalyticsWords().controls;
  const field = (name: 'from' | 'to') => (
    <TextInput
      type="date"
      aria-label={words[name]}
      value={range[name]}
      max={name === 'from' ? range.to : undefined}
      min={name === 'to' ? range.from : undefined}
      onChange={({ currentTarget: { value } }) => {
        if (value) set({ from: range.from, to: range.to, [name]: value });
      }}
      w={150}
    />
  );
  return (
    <Group component="span" gap={6} wrap="nowrap">
      {field('from')}
      <span aria-hidden="true">–</span>
      {field('to')}
    </Group>
  );
}

/** A line that says whose calendar counts, and opens to change it: few ever need to. */
export function ZoneChoice({
  zone,
  onChange,
}: {
  zone: string;
  onChange: (zone: string | undefined) => void;
}) {
  const words = useAnalyticsWords().controls;
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus withinPortal>
      <Popover.Target>
        <UnstyledButton className={styles.zone} onClick={() => setOpen(!open)}>
          <Globe size={14} />
          {words.zoneIs(zone)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack w={260}>
          <Select
            label={words.zone}
            description={words.zoneText}
            data={zones(zone)}
            value={zone}
            searchable
            limit={60}
            comboboxProps={{ withinPortal: false }}
            onChange={(chosen) => {
              setOpen(false);
              onChange(chosen === null || chosen === currentZone() ? undefined : chosen);
            }}
          />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
