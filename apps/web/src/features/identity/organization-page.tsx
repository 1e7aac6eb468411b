import { identity } from '@kernos/services/platform/identity/contract';
import { Select, TextInput } from '@mantine/core';
import { useMe } from '../../app/session.ts';
import { FormPage } from '../../patterns/form-page.tsx';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { languageChoices, timeZones } from './account-page.tsx';
import { useIdentityWords } from './identity-words.ts';

export function OrganizationPage() {
  const { organization } = useMe();
  const all = useIdentityWords();
  const words = all.organization;
  const form = useCallForm(identity.calls.updateOrganization, {
    values: {
      name: organization?.name ?? '',
      timeZone: organization?.timeZone ?? 'UTC',
      locale: organization?.locale ?? 'en',
    },
    said: all.saved,
    refreshes: [identity.calls.me],
  });
  return (
    <FormPage title={words.title} form={form} submit={all.save}>
      <TextInput label={words.name} {...form.field('name')} />
      <Select
        label={words.timeZone}
        description={words.timeZoneHint}
        data={timeZones}
        searchable
        allowDeselect={false}
        {...form.field('timeZone')}
      />
      <Select
        label={words.language}
        description={words.languageHint}
        data={languageChoices}
        allowDeselect={false}
        {...form.field('locale')}
      />
    </FormPage>
  );
}
