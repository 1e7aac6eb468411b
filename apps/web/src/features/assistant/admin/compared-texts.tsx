import { Button, Title } from '@mantine/core';
import { StateMark } from '../../../components/state-mark.tsx';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import type { Names } from './data.ts';
import type { Template } from './template-data.ts';
import { useActivation } from './use-activation.ts';

/** What each of the two is told, beside each other; from here one of them can be let answer. */
export function ComparedTexts({
  all,
  a,
  b,
  names,
}: {
  all: readonly Template[];
  a: Template | undefined;
  b: Template | undefined;
  names: Names;
}) {
  const words = useAdminWords();
  const { activate } = useActivation(all);
  const sides = [
    { name: names.a, template: a },
    { name: names.b, template: b },
  ];
  return (
    <section>
      <Title order={2}>{words.evaluation.texts}</Title>
      <div className={styles.sides}>
        {sides.map(
          ({ name, template }) =>
            template && (
              <article key={template.id} aria-label={name}>
                <Title order={3}>{name}</Title>
                <p className={styles.told}>{template.text}</p>
                {template.active ? (
                  <StateMark tone="good">{words.instructions.active}</StateMark>
                ) : (
                  <Button
                    variant="default"
                    loading={activate.isPending && activate.variables.id === template.id}
                    onClick={() => activate.mutate(template)}
                  >
                    {words.instructions.activate}
                  </Button>
                )}
              </article>
            ),
        )}
      </div>
    </section>
  );
}
