import { Checkbox, Group, SegmentedControl, Select } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { changed } from '../app/search-params.ts';
import { SearchInput } from '../components/search-input.tsx';

/** What can be chosen, by value; the words for people. */
type Choices = Readonly<Record<string, string>>;
const options = (choices: Choices) => Object.entries(choices).map(([value, label]) => ({ value, label }));

/** Something that a list can be narrowed or ordered by. `name` is what the address calls it. */
export type Filter<Search> = { readonly name: keyof Search & string; readonly label: string } & (
  | { readonly kind: 'search'; readonly placeholder?: string }
  /** One of many, or none, which `any` is the word for. */
  | { readonly kind: 'choice'; readonly choices: Choices; readonly any: string }
  /** One of few, beside each other. `usual` is what holds where the address says nothing. */
  | { readonly kind: 'switch'; readonly choices: Choices; readonly usual: string }
  /** The order, of which one is `usual`. */
  | { readonly kind: 'order'; readonly choices: Choices; readonly usual: string }
  | { readonly kind: 'flag' }
);

/** The filters of a list. What they are set to stands in the address, so that Back, links and reloads keep it. */
export function ListFilters<Search extends object>({
  label,
  search,
  filters,
  children,
}: {
  label: string;
  search: Search;
  filters: readonly Filter<Search>[];
  /** At the end of the line. */
  children?: ReactNode;
}) {
  const navigate = useNavigate();
  const values = search as Readonly<Record<string, unknown>>;
  const set = (name: string, value: string | boolean | null) =>
    void navigate({
      to: '.',
      search: changed(values, { [name]: value }) as never,
      replace: true,
      resetScroll: false,
    });
  return (
    <Group component="search" aria-label={label} mb="md">
      {filters.map((filter) => (
        <FilterField key={filter.name} filter={filter} value={values[filter.name]} set={set} />
      ))}
      {children}
    </Group>
  );
}

function FilterField<Search>({
  filter,
  value,
  set,
}: {
  filter: Filter<Search>;
  value: unknown;
  set: (name: string, value: string | boolean | null) => void;
}) {
  const { name, label } = filter;
  const text = typeof value === 'string' ? value : '';
  switch (filter.kind) {
    case 'search':
      return (
        <SearchInput
          label={label}
          value={text}
          {...(filter.placeholder !== undefined && { placeholder: filter.placeholder })}
          onSearch={(typed) => set(name, typed)}
        />
      );
    case 'choice':
      return (
        <Select
          aria-label={label}
          placeholder={filter.any}
          data={options(filter.choices)}
          value={text || null}
          onChange={(chosen) => set(name, chosen)}
          clearable
          w={{ base: '100%', xs: 190 }}
        />
      );
    case 'switch':
      return (
        <SegmentedControl
          aria-label={label}
          data={options(filter.choices)}
          value={text || filter.usual}
          onChange={(chosen) => set(name, chosen === filter.usual ? null : chosen)}
        />
      );
    case 'order':
      return (
        <Select
          aria-label={label}
          data={options(filter.choices)}
          value={text || filter.usual}
          onChange={(chosen) => set(name, chosen === filter.usual ? null : chosen)}
          allowDeselect={false}
          w={{ base: '100%', xs: 190 }}
        />
      );
    case 'flag':
      return (
        <Checkbox
          label={label}
          checked={value === true}
          onChange={({ currentTarget: { checked } }) => set(name, checked)}
        />
      );
  }
}
