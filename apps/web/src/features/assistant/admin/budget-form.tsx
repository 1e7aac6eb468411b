import { assistant } from '@kernos/services/platform/assistant/contract';
import { Button, Group, Text, TextInput, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, refresh } from '../../../app/api.ts';
import { Failure } from '../../../components/failure.tsx';
import { useFields } from '../../../components/fields.ts';
import { offerUndo, sayFailure } from '../../../components/undo.tsx';
import { useCommonWords } from '../../../language/common-words.ts';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import type { Usage } from './data.ts';

type Budget = Usage['budget'];

/** What was typed as a number: null for nothing, undefined for what is none. Each language's marks are understood. */
function numberOf(text: string, decimals: boolean): number | null | undefined {
  const typed = text.replace(/[\s_'’]/g, '');
  if (typed === '') return null;
  const plain = decimals ? typed.replace(',', '.') : typed.replace(/[.,](?=\d{3}(\D|$))/g, '');
  return (decimals ? /^\d+(\.\d+)?$/ : /^\d+$/).test(plain) ? Number(plain) : undefined;
}

function useBudget(before: Budget) {
  const words = useAdminWords().budget;
  const common = useCommonWords();
  const again = () => refresh(assistant.calls.usage, assistant.calls.status);
  return useMutation({
    mutationFn: (budget: Budget) => ask(assistant.calls.setBudget, budget),
    onSuccess: async () => {
      offerUndo(
        words.saved,
        common.undo,
        () => ask(assistant.calls.setBudget, before).then(again).catch(sayFailure),
        'assistant-budget',
      );
      await again();
    },
  });
}

export function BudgetForm({ budget }: { budget: Budget }) {
  // What is there replaces what was typed only when it is another budget: it was saved, or taken back.
  return <Fields key={`${budget.monthlyTokens} ${budget.monthlyCost}`} budget={budget} />;
}

function Fields({ budget }: { budget: Budget }) {
  const words = useAdminWords().budget;
  const save = useBudget(budget);
  const [tried, setTried] = useState(false);
  const fields = useFields({
    monthlyTokens: budget.monthlyTokens?.toString() ?? '',
    monthlyCost: budget.monthlyCost?.toString() ?? '',
  });
  const monthlyTokens = numberOf(fields.values.monthlyTokens, false);
  const monthlyCost = numberOf(fields.values.monthlyCost, true);
  const bind = fields.bind(save.error);
  const inputs = [
    {
      name: 'monthlyTokens',
      label: words.tokens,
      mode: 'numeric',
      value: monthlyTokens,
      wrong: words.wrongTokens,
    },
    { name: 'monthlyCost', label: words.cost, mode: 'decimal', value: monthlyCost, wrong: words.wrongCost },
  ] as const;
  return (
    <section>
      <Title order={2}>{words.title}</Title>
      <Text c="dimmed" mt={4} maw="60ch">
        {words.text} {words.costHint}
      </Text>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          setTried(true);
          if (monthlyTokens !== undefined && monthlyCost !== undefined)
            save.mutate({ monthlyTokens, monthlyCost });
        }}
      >
        <Group align="start" mt="md" className={styles.budget}>
          {inputs.map(({ name, label, mode, value, wrong }) => {
            const { error, ...field } = bind(name);
            return (
              <TextInput
                key={name}
                label={label}
                inputMode={mode}
                placeholder={words.noLimit}
                autoComplete="off"
                error={tried && value === undefined ? wrong : error}
                {...field}
              />
            );
          })}
        </Group>
        {save.error && <Failure error={save.error} />}
        <Button type="submit" mt="md" loading={save.isPending}>
          {words.save}
        </Button>
      </form>
    </section>
  );
}
