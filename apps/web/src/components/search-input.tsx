import { CloseButton, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { useEffect, useState } from 'react';

/** Long enough for the next letter. */
const PAUSE_MS = 200;

/** Searches while one types. `onSearch` gets the trimmed text, and puts it into the address or keeps it. */
export function SearchInput({
  label,
  placeholder = label,
  clear,
  value,
  onSearch,
  className,
}: {
  label: string;
  placeholder?: string;
  /** Names the button that empties it; without, there is none. */
  clear?: string;
  /** What is searched for now. */
  value: string;
  onSearch: (text: string) => void;
  /** Says how wide it is, where it is not as wide as usual. */
  className?: string | undefined;
}) {
  const [text, setText] = useState(value);
  // It changes by itself too: by Back, or by a link to here.
  useEffect(() => setText((before) => (before.trim() === value ? before : value)), [value]);
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onSearch(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  });
  return (
    <TextInput
      type="search"
      aria-label={label}
      placeholder={placeholder}
      maxLength={200}
      leftSection={<Search size={16} />}
      rightSection={clear && text && <CloseButton size="sm" aria-label={clear} onClick={() => setText('')} />}
      {...(className ? { className } : { w: { base: '100%', xs: 320 }, maw: '100%' })}
      value={text}
      onChange={({ currentTarget }) => setText(currentTarget.value)}
    />
  );
}
