import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useAssistantWords } from '../assistant-words.ts';
import { statusQuery } from './answer-data.ts';

/** Says before one asks what kind of answer there will be, where it is not a model's. */
export function ModeNote() {
  const words = useAssistantWords();
  const { data } = useQuery(statusQuery);
  if (!data || (data.model !== null && !data.budgetExceeded)) return null;
  return (
    <Text size="xs" c="dimmed" mt={6} mx={16}>
      {data.model === null ? words.noModel : words.overBudget}
    </Text>
  );
}
