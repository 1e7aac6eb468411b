import { identity } from '@kernos/services/platform/identity/contract';
import { Box, Title } from '@mantine/core';
import { FormBody } from '../../patterns/form-body.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { NewPasswordField, PasswordField } from './account-fields.tsx';
import { EmailSection } from './email-section.tsx';
import { useIdentityWords } from './identity-words.ts';
import styles from './profile.module.css';
import { SecondFactorSection } from './second-factor-section.tsx';
import { SessionsSection } from './sessions-section.tsx';

export function SecurityPage() {
  return (
    <>
      <EmailSection />
      <PasswordSection />
      <SecondFactorSection />
      <SessionsSection />
    </>
  );
}

function PasswordSection() {
  const words = useIdentityWords();
  const form = useCallForm(identity.calls.changePassword, {
    values: { currentPassword: '', newPassword: '' },
    empties: true,
    said: words.security.changed,
    refreshes: [identity.calls.sessions],
  });
  return (
    <section className={styles.section}>
      <Title order={2} mb="md">
        {words.security.passwordTitle}
      </Title>
      <Box maw={440}>
        <FormBody form={form} submit={words.security.change}>
          <PasswordField label={words.security.current} {...form.field('currentPassword')} />
          <NewPasswordField label={words.newPassword} {...form.field('newPassword')} />
        </FormBody>
      </Box>
    </section>
  );
}
