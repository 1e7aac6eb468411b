/** The form of each page on the way in: a title, fields, what went wrong, one button. */
import { Button, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Failure } from '../../components/failure.tsx';
import { Form } from '../../components/form.tsx';
import { useTabTitle } from '../../components/page.tsx';
import styles from './entry-form.module.css';

export function EntryForm({
  title,
  lead,
  submit,
  onSubmit,
  pending,
  error,
  foot,
  children,
}: {
  title: string;
  lead?: ReactNode;
  submit?: string;
  onSubmit?: () => void;
  pending?: boolean;
  error?: Error | null;
  foot?: ReactNode;
  children?: ReactNode;
}) {
  useTabTitle(title);
  return (
    <Form className={styles.form} onSubmit={() => onSubmit?.()}>
      <Title order={1}>{title}</Title>
      {lead && (
        <Text c="dimmed" mt={6} component="div">
          {lead}
        </Text>
      )}
      <Stack mt="lg">
        {children}
        {error && <Failure error={error} />}
        {submit && (
          <Button type="submit" size="md" loading={pending ?? false}>
            {submit}
          </Button>
        )}
      </Stack>
      {foot && <div className={styles.foot}>{foot}</div>}
    </Form>
  );
}
