import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ask } from '../../app/api.ts';
import { useMe } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { useFields } from '../../components/fields.ts';
import { Form } from '../../components/form.tsx';
import { EmailField, PasswordField } from './account-fields.tsx';
import { useIdentityWords } from './identity-words.ts';
import styles from './profile.module.css';

export function EmailSection() {
  const me = useMe();
  const words = useIdentityWords().security;
  const fields = useFields({ email: '', currentPassword: '' });
  const change = useMutation({
    mutationFn: async () => {
      await ask(identity.calls.changeEmail, fields.values);
      return fields.values.email.trim();
    },
    onSuccess: () => fields.reset(),
  });
  const bind = fields.bind(change.error);
  return (
    <section className={styles.section}>
      <Title order={2}>{words.emailTitle}</Title>
      <Text mt={4} c="dimmed">
        {words.emailLead(me.email)}
      </Text>
      <Form onSubmit={() => change.mutate()}>
        <Stack mt="md" maw={440}>
          <EmailField label={words.newEmail} autoComplete="off" {...bind('email')} />
          <PasswordField label={words.current} {...bind('currentPassword')} />
          {change.error && <Failure error={change.error} />}
          {change.isSuccess && <Text role="status">{words.emailSent(change.data, me.email)}</Text>}
          <Button type="submit" loading={change.isPending} style={{ alignSelf: 'start' }}>
            {words.changeEmail}
          </Button>
        </Stack>
      </Form>
    </section>
  );
}
