import type { Call } from '@kernos/kernel/contract';
import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Code, CopyButton, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { query, type ReplyTo, refresh } from '../../app/api.ts';
import { useMe } from '../../app/session.ts';
import { Dialog } from '../../components/dialog.tsx';
import { LeaveGuard } from '../../components/leave-guard.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { part } from '../../components/part.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { Soft } from '../../components/soft.tsx';
import { FormBody } from '../../patterns/form-body.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { CodeField, PasswordField } from './account-fields.tsx';
import { useIdentityWords } from './identity-words.ts';
import styles from './profile.module.css';

const QrCode = part(() => import('./qr-code.tsx'), 'QrCode');

type Enrollment = ReplyTo<typeof identity.calls.enrollSecondFactor>;
/** What is being done about the second factor, in the dialog; nothing where it is closed. */
type Step =
  | { kind: 'set-up' | 'turn-off' | 'new-codes' }
  | { kind: 'scan'; enrollment: Enrollment }
  | { kind: 'codes'; recoveryCodes: string[] };

export function SecondFactorSection() {
  const words = useIdentityWords();
  const [step, setStep] = useState<Step>();
  const state = useQuery(query(identity.calls.secondFactor, {}));
  const close = () => {
    setStep(undefined);
    void refresh(identity.calls.secondFactor, identity.calls.me);
  };
  return (
    <section className={styles.section}>
      <Title order={2}>{words.security.factorTitle}</Title>
      <Loaded query={state} waiting={<RowsSkeleton rows={1} />}>
        {({ enabled, recoveryCodesLeft }) => (
          <>
            <Text c="dimmed" mt={4} maw="60ch">
              {enabled ? words.security.factorOn(recoveryCodesLeft) : words.security.factorOff}
            </Text>
            <Group mt="md">
              {enabled ? (
                <>
                  <Button variant="default" onClick={() => setStep({ kind: 'new-codes' })}>
                    {words.security.newCodes}
                  </Button>
                  <Button variant="subtle" color="red" onClick={() => setStep({ kind: 'turn-off' })}>
                    {words.security.turnOff}
                  </Button>
                </>
              ) : (
                <SetUp begin={() => setStep({ kind: 'set-up' })} />
              )}
            </Group>
          </>
        )}
      </Loaded>
      <Dialog
        opened={step !== undefined}
        close={close}
        closeOnClickOutside={false}
        onlyByButton={step?.kind === 'codes'}
        title={step?.kind === 'codes' ? words.security.codesTitle : words.security.factorTitle}
      >
        {step && <StepBody step={step} go={setStep} close={close} />}
      </Dialog>
    </section>
  );
}

/** Only who confirmed the address may set it up: it would keep the owner of the address out. */
function SetUp({ begin }: { begin: () => void }) {
  const words = useIdentityWords().security;
  const { emailVerified } = useMe();
  return emailVerified ? <Button onClick={begin}>{words.setUp}</Button> : <Soft>{words.confirmFirst}</Soft>;
}

interface Going {
  go: (step: Step) => void;
  close: () => void;
}

function StepBody({ step, go, close }: Going & { step: Step }) {
  switch (step.kind) {
    case 'scan':
      return <Scan enrollment={step.enrollment} go={go} />;
    case 'codes':
      return <RecoveryCodes codes={step.recoveryCodes} close={close} />;
    case 'set-up':
    case 'turn-off':
    case 'new-codes':
      return <Prove kind={step.kind} go={go} close={close} />;
  }
}

const proving = {
  'set-up': identity.calls.enrollSecondFactor,
  'new-codes': identity.calls.regenerateRecoveryCodes,
  'turn-off': identity.calls.disableSecondFactor,
} as const;

/** Asks for the password, and for a code where there is one to give, before anything changes. */
function Prove({ kind, go, close }: Going & { kind: keyof typeof proving }) {
  const words = useIdentityWords();
  const form = useCallForm(proving[kind] as Call<{ password: string; code?: string }, unknown>, {
    values: { password: '', code: '' },
    empties: true,
    input: ({ password, code }) => (kind === 'set-up' ? { password } : { password, code }),
    onDone: (reply) => {
      if (kind === 'turn-off') close();
      else if (kind === 'set-up') go({ kind: 'scan', enrollment: reply as Enrollment });
      else go({ kind: 'codes', ...(reply as { recoveryCodes: string[] }) });
    },
  });
  return (
    <FormBody form={form} submit={words.security.continue}>
      <PasswordField label={words.security.confirmWith} data-autofocus {...form.field('password')} />
      {kind !== 'set-up' && <CodeField {...form.field('code')} />}
    </FormBody>
  );
}

function Scan({ enrollment, go }: { enrollment: Enrollment; go: Going['go'] }) {
  const words = useIdentityWords().security;
  const form = useCallForm(identity.calls.confirmSecondFactor, {
    values: { code: '' },
    empties: true,
    onDone: ({ recoveryCodes }) => go({ kind: 'codes', recoveryCodes }),
  });
  return (
    <FormBody form={form} submit={words.confirm}>
      <Text size="sm">{words.scan}</Text>
      <Suspense fallback={<div className={styles.qr} style={{ height: 184 }} />}>
        <QrCode text={enrollment.uri} label={words.qr} />
      </Suspense>
      <Soft>
        {words.byHand} <Code>{enrollment.secret}</Code>
      </Soft>
      <CodeField {...form.field('code')} />
    </FormBody>
  );
}

function RecoveryCodes({ codes, close }: { codes: string[]; close: () => void }) {
  const words = useIdentityWords().security;
  return (
    <Stack>
      <LeaveGuard unsaved />
      <Text size="sm">{words.codesText}</Text>
      <ul className={styles.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <Group justify="space-between">
        <CopyButton value={codes.join('\n')}>
          {({ copied, copy }) => (
            <Button variant="default" onClick={copy}>
              {copied ? words.codesCopied : words.copyCodes}
            </Button>
          )}
        </CopyButton>
        <Button onClick={close}>{words.codesKept}</Button>
      </Group>
    </Stack>
  );
}
