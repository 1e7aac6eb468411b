import { Alert, Button, Group } from '@mantine/core';
import { Users } from 'lucide-react';
import { Soft } from '../components/soft.tsx';
import styles from './clash-choice.module.css';
import { usePatternWords } from './pattern-words.ts';
import type { FormState } from './use-call-form.ts';
import type { PatternWords } from './words.en.ts';

/** Somebody else changed the same fields meanwhile: both versions of each, and the choice between them. */
export function ClashChoice({
  form: { clash, values, settle },
  names,
}: {
  form: FormState;
  /** What the fields are called. */
  names: Readonly<Record<string, string>>;
}) {
  const words = usePatternWords().form;
  if (!clash) return null;
  const versions = [
    { whose: words.mine, as: values },
    { whose: words.theirs, as: clash.theirs.values },
  ];
  return (
    <Alert color="red" variant="light" icon={<Users size={18} />} role="alert" title={words.conflict}>
      <dl className={styles.fields}>
        {clash.fields.map((name) => (
          <div key={name}>
            <dt>{names[name] ?? name}</dt>
            {versions.map(({ whose, as }) => (
              <dd key={whose}>
                <Soft span>{whose}</Soft>
                {textOf(as[name], words)}
              </dd>
            ))}
          </div>
        ))}
      </dl>
      <Group mt="md">
        <Button size="xs" onClick={() => settle('mine')}>
          {words.keepMine}
        </Button>
        <Button size="xs" variant="default" onClick={() => settle('theirs')}>
          {words.takeTheirs}
        </Button>
      </Group>
    </Alert>
  );
}

function textOf(value: unknown, words: PatternWords['form']): string {
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  if (value === null || value === undefined || value === '') return words.nothing;
  return Array.isArray(value) ? value.join(', ') : String(value);
}
