import { assistant } from '@kernos/services/platform/assistant/contract';
import { Group, Text, TextInput, Title } from '@mantine/core';
import { whole } from '../../../language/format.ts';
import { FormBody } from '../../../patterns/form-body.tsx';
import { useCallForm } from '../../../patterns/use-call-form.ts';
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

const fields = ({ monthlyTokens, monthlyCost, personDailyTokens }: Budget) => ({
  monthlyTokens: monthlyTokens?.toString() ?? '',
  monthlyCost: monthlyCost?.toString() ?? '',
  personDailyTokens: personDailyTokens?.toString() ?? '',
});
const read = ({ monthlyTokens, monthlyCost, personDailyTokens }: ReturnType<typeof fields>) => ({
  monthlyTokens: numberOf(monthlyTokens, false),
  monthlyCost: numberOf(monthlyCost, true),
  personDailyTokens: numberOf(personDailyTokens, false),
});

export function BudgetForm({ usage: { budget, personDailyTokensOtherwise } }: { usage: Usage }) {
  const words = useAdminWords().budget;
  const form = useCallForm(assistant.calls.setBudget, {
    values: fields(budget),
    input: (typed) => read(typed) as Budget,
    check: (typed) => {
      const { monthlyTokens, monthlyCost, personDailyTokens } = read(typed);
      return {
        monthlyTokens: monthlyTokens === undefined ? words.wrongTokens : undefined,
        monthlyCost: monthlyCost === undefined ? words.wrongCost : undefined,
        personDailyTokens: personDailyTokens === undefined ? words.wrongTokens : undefined,
      };
    },
    said: words.saved,
    undoKind: 'assistant-budget',
    refreshes: [assistant.calls.usage, assistant.calls.status],
  });
  const input = { placeholder: words.noLimit, autoComplete: 'off' };
  return (
    <section>
      <Title order={2}>{words.title}</Title>
      <Text c="dimmed" mt={4} mb="md" maw="60ch">
        {words.text} {words.costHint}
      </Text>
      <FormBody form={form} submit={words.save}>
        <Group align="start" className={styles.budget}>
          <TextInput label={words.tokens} inputMode="numeric" {...input} {...form.field('monthlyTokens')} />
          <TextInput label={words.cost} inputMode="decimal" {...input} {...form.field('monthlyCost')} />
          <TextInput
            label={words.personTokens}
            inputMode="numeric"
            {...input}
            placeholder={words.otherwise(whole(personDailyTokensOtherwise))}
            {...form.field('personDailyTokens')}
          />
        </Group>
      </FormBody>
    </section>
  );
}
