import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Group, Select, Stack, Text, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { CircleAlert, CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { ask, queryClient } from '../../app/api.ts';
import { meQuery, useMe } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { useFields } from '../../components/fields.ts';
import { Form } from '../../components/form.tsx';
import { say } from '../../components/undo.tsx';
import { When } from '../../components/when.tsx';
import { languages } from '../../language/words.ts';
import { NameField } from './account-fields.tsx';
import { useIdentityWords } from './identity-words.ts';

export const timeZones: readonly string[] = ['UTC', ...Intl.supportedValuesOf('timeZone')];
export const languageChoices = Object.entries(languages).map(([value, label]) => ({ value, label }));

export function AccountPage() {
  const me = useMe();
  const words = useIdentityWords();
  const [timeZone, setTimeZone] = useState(me.timeZone);
  const [locale, setLocale] = useState(me.locale);
  const fields = useFields({ name: me.name });
  const save = useMutation({
    mutationFn: () => ask(identity.calls.updateMe, { ...fields.values, timeZone, locale }),
    onSuccess: (changed) => {
      queryClient.setQueryData(meQuery.queryKey, changed);
      say(words.saved);
    },
  });
  const bind = fields.bind(save.error);
  return (
    <Form onSubmit={() => save.mutate()}>
      <Stack maw={440}>
        <NameField {...bind('name')} />
        <EmailState />
        <Select
          label={words.profile.timeZone}
          description={words.profile.timeZoneHint}
          placeholder={words.profile.asOrganization(me.organization?.timeZone ?? 'UTC')}
          data={timeZones}
          value={timeZone}
          onChange={setTimeZone}
          searchable
          clearable
        />
        <Select
          label={words.profile.language}
          placeholder={words.profile.asOrganization(me.organization?.locale ?? 'en')}
          data={languageChoices}
          value={locale}
          onChange={setLocale}
          clearable
        />
        {save.error && <Failure error={save.error} />}
        <Group>
          <Button type="submit" loading={save.isPending}>
            {words.save}
          </Button>
          <Text size="sm" c="dimmed">
            {words.profile.since} <When at={me.createdAt} />
          </Text>
        </Group>
      </Stack>
    </Form>
  );
}

function EmailState() {
  const me = useMe();
  const words = useIdentityWords();
  const send = useMutation({
    mutationFn: () => ask(identity.calls.requestEmailVerification, {}),
    onSuccess: () => say(words.profile.linkSent),
  });
  return (
    <div>
      <TextInput label={words.email} value={me.email} readOnly variant="filled" />
      <Group gap="xs" mt={6}>
        {me.emailVerified ? <CircleCheck size={15} /> : <CircleAlert size={15} />}
        <Text size="sm">{me.emailVerified ? words.profile.emailVerified : words.profile.emailOpen}</Text>
        {!me.emailVerified && (
          <Button size="compact-sm" variant="subtle" loading={send.isPending} onClick={() => send.mutate()}>
            {words.profile.sendLink}
          </Button>
        )}
      </Group>
      {send.error && <Failure error={send.error} />}
    </div>
  );
}
