/** The form of each page on the way in: a title, fields, what went wrong, one button. */
import { Box, Button, Group, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '../../components/failure.tsx';
import { useTabTitle } from '../../components/page.tsx';
import type { FormState } from '../../patterns/use-call-form.ts';

export function EntryForm({
  title,
  lead,
  submit,
  form,
  failure = form?.failure ?? null,
  foot,
  children,
}: {
  title: string;
  lead?: ReactNode;
  /** On its button; without, there is nothing to send. */
  submit?: string;
  form?: FormState;
  /** What it was refused for, where that is shown in another way. */
  failure?: Error | null;
  foot?: ReactNode;
  children?: ReactNode;
}) {
  useTabTitle(title);
  return (
    <Box
      component="form"
      w="100%"
      maw={380}
      ref={form?.element}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        form?.submit();
      }}
    >
      <Title order={1}>{title}</Title>
      {lead && (
        <Text c="dimmed" mt={6} component="div">
          {lead}
        </Text>
      )}
      <Stack mt="lg">
        {children}
        {failure && <Failure error={failure} />}
        {submit && (
          <Button type="submit" size="md" loading={form?.isPending ?? false}>
            {submit}
          </Button>
        )}
      </Stack>
      {foot && (
        <Group gap="8px 16px" mt={24} fz="sm" c="dimmed" align="normal">
          {foot}
        </Group>
      )}
    </Box>
  );
}
