import { Radio, Stack } from '@mantine/core';
import type { FieldProps } from '../../../patterns/use-call-form.ts';
import { useStudioWords } from '../studio-words.ts';

const audiences = ['open', 'enrolled', 'invited'] as const;

/** Who reads what is published. */
export function AudienceChoice({ field }: { field: Pick<FieldProps, 'name' | 'value' | 'onChange'> }) {
  const words = useStudioWords().settings;
  return (
    <Radio.Group label={words.audience} {...field}>
      <Stack gap="sm" mt="xs">
        {audiences.map((audience) => (
          <Radio
            key={audience}
            value={audience}
            label={words.audiences[audience]}
            description={words.audienceHints[audience]}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}
