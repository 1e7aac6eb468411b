import { identity } from '@kernos/services/platform/identity/contract';
import { Box, Group, Select, Text, TextInput } from '@mantine/core';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { queryClient } from '../../app/api.ts';
import { meQuery, useMe } from '../../app/session.ts';
import { Soft } from '../../components/soft.tsx';
import { When } from '../../components/when.tsx';
import { languageOf, languages } from '../../language/words.ts';
import { ActButton } from '../../patterns/act-button.tsx';
import { FormBody } from '../../patterns/form-body.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { NameField } from './account-fields.tsx';
import { useIdentityWords } from './identity-words.ts';

export const timeZones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];
export const languageChoices = Object.entries(languages).map(([value, label]) => ({ value, label }));

export function AccountPage() {
  const { name, timeZone, locale, organization, createdAt } = useMe();
  const words = useIdentityWords();
  const form = useCallForm(identity.calls.updateMe, {
    values: { name, timeZone, locale },
    onDone: (changed) => queryClient.setQueryData(meQuery.queryKey, changed),
    said: words.saved,
  });
  const since = (
    <Soft>
      {words.profile.since} <When at={createdAt} />
    </Soft>
  );
  return (
    <Box maw={440}>
      <FormBody form={form} submit={words.save} beside={since}>
        <NameField {...form.field('name')} />
        <EmailState />
        <Select
          label={words.profile.timeZone}
          description={words.profile.timeZoneHint}
          placeholder={words.profile.asOrganization(organization?.timeZone ?? 'UTC')}
          data={timeZones}
          searchable
          clearable
          {...form.field('timeZone')}
        />
        <Select
          label={words.profile.language}
          placeholder={words.profile.asOrganization(
            languages[languageOf(organization?.locale ?? 'en') ?? 'en'],
          )}
          data={languageChoices}
          clearable
          {...form.field('locale')}
        />
      </FormBody>
    </Box>
  );
}

function EmailState() {
  const { email, emailVerified } = useMe();
  const words = useIdentityWords();
  const send = useAct(identity.calls.requestEmailVerification, {
    said: ({ sent }) => (sent ? words.profile.linkSent : words.noMail),
  });
  return (
    <div>
      <TextInput label={words.email} value={email} readOnly variant="filled" />
      <Group gap="xs" mt={6}>
        {emailVerified ? <CircleCheck size={15} /> : <CircleAlert size={15} />}
        <Text size="sm">{emailVerified ? words.profile.emailVerified : words.profile.emailOpen}</Text>
        {!emailVerified && (
          <ActButton act={send} input={{}} size="compact-sm" variant="subtle">
            {words.profile.sendLink}
          </ActButton>
        )}
      </Group>
    </div>
  );
}
