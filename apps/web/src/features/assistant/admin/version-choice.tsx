import { NativeSelect, Text } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { TextLink } from '../../../components/link.tsx';
import { useAssistantWords } from '../assistant-words.ts';
import { kinds } from '../kinds.ts';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import type { Kind, Template } from './template-data.ts';

/** Chooses the kind of question, and the two versions of it. */
export function VersionChoice({
  kind,
  ofKind,
  a,
  b,
}: {
  kind: Kind;
  ofKind: readonly Template[];
  a: Template | undefined;
  b: Template | undefined;
}) {
  const words = useAdminWords();
  const { kinds: names } = useAssistantWords();
  const navigate = useNavigate({ from: '/assistant/comparisons' });
  const choices = ofKind.map(({ id, version, level, active }) => ({
    value: id,
    label: [
      words.instructions.version(version),
      ...(level ? [words.instructions.levels[level].toLowerCase()] : []),
      ...(active ? [words.instructions.active] : []),
    ].join(', '),
  }));
  const choose = (search: { a?: string; b?: string; kind?: Kind }) =>
    void navigate({ search, replace: true, resetScroll: false });
  return (
    <>
      <div className={styles.choice}>
        <NativeSelect
          label={words.comparisons.kind}
          data={kinds.map((value) => ({ value, label: names[value] }))}
          value={kind}
          onChange={({ currentTarget: { value } }) => {
            const one = kinds.find((known) => known === value);
            if (one) choose({ kind: one });
          }}
        />
        {ofKind.length > 1 && a && b && (
          <>
            <NativeSelect
              label={words.comparisons.a}
              data={choices}
              value={a.id}
              onChange={({ currentTarget: { value } }) => choose({ a: value, b: b.id })}
            />
            <NativeSelect
              label={words.comparisons.b}
              data={choices}
              value={b.id}
              onChange={({ currentTarget: { value } }) => choose({ a: a.id, b: value })}
            />
          </>
        )}
      </div>
      {ofKind.length < 2 && (
        <Text mt="md">
          {words.comparisons.onlyOne}{' '}
          <TextLink to="/assistant/instructions/$kind" params={{ kind }}>
            {words.comparisons.makeOne}
          </TextLink>
        </Text>
      )}
    </>
  );
}
