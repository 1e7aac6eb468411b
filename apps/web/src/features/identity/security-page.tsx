import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Stack, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ask, refresh } from '../../app/api.ts';
import { Failure } from '../../components/failure.tsx';
import { useFields } from '../../components/fields.ts';
import { Form } from '../../components/form.tsx';
import { say } from '../../components/undo.tsx';
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
  const fields = useFields({ currentPassword: '', newPassword: '' });
  const change = useMutation({
    mutationFn: () => ask(identity.calls.changePassword, fields.values),
    onSuccess: async () => {
      fields.reset();
      say(words.security.changed);
      await refresh(identity.calls.sessions);
    },
  });
  const bind = fields.bind(change.error);
  return (
    <section className={styles.section}>
      <Title order={2}>{words.security.passwordTitle}</Title>
      <Form onSubmit={() => change.mutate()}>
        <Stack mt="md" maw={440}>
          <PasswordField label={words.security.current} {...bind('currentPassword')} />
          <NewPasswordField label={words.newPassword} {...bind('newPassword')} />
          {change.error && <Failure error={change.error} />}
          <Button type="submit" loading={change.isPending} style={{ alignSelf: 'start' }}>
            {words.security.change}
          </Button>
        </Stack>
      </Form>
    </section>
  );
}
