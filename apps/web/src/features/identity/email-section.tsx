import { identity } from '@kernos/services/platform/identity/contract';
import { Box, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { useMe } from '../../app/session.ts';
import { FormBody } from '../../patterns/form-body.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { EmailField, PasswordField } from './account-fields.tsx';
import { useIdentityWords } from './identity-words.ts';
import styles from './profile.module.css';

export function EmailSection() {
  const me = useMe();
  const all = useIdentityWords();
  const words = all.security;
  const [asked, setAsked] = useState<string>();
  const form = useCallForm(identity.calls.changeEmail, {
    values: { email: '', currentPassword: '' },
    empties: true,
    onDone: ({ sent }, { email }) => setAsked(sent ? words.emailSent(email.trim(), me.email) : all.noMail),
  });
  return (
    <section className={styles.section}>
      <Title order={2}>{words.emailTitle}</Title>
      <Text mt={4} mb="md" c="dimmed">
        {words.emailLead(me.email)}
      </Text>
      <Box maw={440}>
        <FormBody form={form} submit={words.changeEmail}>
          <EmailField label={words.newEmail} autoComplete="off" {...form.field('email')} />
          <PasswordField label={words.current} {...form.field('currentPassword')} />
          {asked !== undefined && <Text role="status">{asked}</Text>}
        </FormBody>
      </Box>
    </section>
  );
}
