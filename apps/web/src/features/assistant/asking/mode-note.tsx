import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { absolute } from '../../../language/format.ts';
import { useAssistantWords } from '../assistant-words.ts';
import { statusQuery } from './answer-data.ts';

/** Says before one asks what kind of answer there will be, where it is not a model's. */
export function ModeNote() {
  const words = useAssistantWords();
  const { data } = useQuery(statusQuery);
  if (!data) return null;
  const { model, budgetExceeded, personBudgetRenewsAt } = data;
  const note =
    model === null
      ? words.noModel
      : budgetExceeded
        ? words.overBudget
        : personBudgetRenewsAt && words.overOwnBudget(absolute(personBudgetRenewsAt));
  if (!note) return null;
  return (
    <Text size="xs" c="dimmed" mt={6} mx={16}>
      {note}
    </Text>
  );
}
