import { identity } from '@kernos/services/platform/identity/contract';
import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { ask, refresh } from '../../app/api.ts';
import { useMe } from '../../app/session.ts';
import { Failure } from '../../components/failure.tsx';
import { useFields } from '../../components/fields.ts';
import { Form } from '../../components/form.tsx';
import { Page } from '../../components/page.tsx';
import { say } from '../../components/undo.tsx';
import { languageChoices, timeZones } from './account-page.tsx';
import { useIdentityWords } from './identity-words.ts';

export function OrganizationPage() {
  const { organization } = useMe();
  const words = useIdentityWords();
  const [timeZone, setTimeZone] = useState(organization?.timeZone ?? 'UTC');
  const [locale, setLocale] = useState(organization?.locale ?? 'en');
  const fields = useFields({ name: organization?.name ?? '' });
  const save = useMutation({
    mutationFn: () => ask(identity.calls.updateOrganization, { ...fields.values, timeZone, locale }),
    onSuccess: () => {
      say(words.saved);
      return refresh(identity.calls.me);
    },
  });
  const bind = fields.bind(save.error);
  return (
    <Page title={words.organization.title} width="narrow">
      <Form onSubmit={() => save.mutate()}>
        <Stack maw={440}>
          <TextInput label={words.organization.name} required withAsterisk={false} {...bind('name')} />
          <Select
            label={words.organization.timeZone}
            description={words.organization.timeZoneHint}
            data={timeZones}
            value={timeZone}
            onChange={(chosen) => chosen && setTimeZone(chosen)}
            searchable
            allowDeselect={false}
          />
          <Select
            label={words.organization.language}
            description={words.organization.languageHint}
            data={languageChoices}
            value={locale}
            onChange={(chosen) => chosen && setLocale(chosen)}
            allowDeselect={false}
          />
          {save.error && <Failure error={save.error} />}
          <Button type="submit" loading={save.isPending} style={{ alignSelf: 'start' }}>
            {words.save}
          </Button>
        </Stack>
      </Form>
    </Page>
  );
}
