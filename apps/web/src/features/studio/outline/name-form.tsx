import { Button, TextInput } from '@mantine/core';
import { Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import styles from './outline.module.css';

/** One line that names something new; it stays there for the next one. */
export function NameForm({
  label,
  placeholder,
  button,
  onName,
  quiet,
}: {
  label: string;
  placeholder: string;
  button: string;
  onName: (name: string) => void;
  /** Without a frame, for the end of a list. */
  quiet?: true;
}) {
  const [name, setName] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const clean = name.trim();
  return (
    <form
      className={styles.nameForm}
      onSubmit={(event) => {
        event.preventDefault();
        if (clean) onName(clean);
        setName('');
        field.current?.focus();
      }}
    >
      <TextInput
        flex={1}
        ref={field}
        variant={quiet ? 'unstyled' : 'default'}
        leftSection={quiet && <Plus size={16} />}
        aria-label={label}
        placeholder={placeholder}
        maxLength={200}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') setName('');
        }}
      />
      {(!quiet || clean) && (
        <Button
          type="submit"
          variant={quiet ? 'light' : 'default'}
          size={quiet ? 'compact-sm' : 'sm'}
          disabled={!clean}
        >
          {button}
        </Button>
      )}
    </form>
  );
}
