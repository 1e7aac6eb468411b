/** When one may be disturbed, and at which number. */

import { notifications } from '@kernos/services/platform/notifications/contract';
import { Box, Group, NativeSelect, Switch, TextInput, Title } from '@mantine/core';
import { queryClient } from '../../app/api.ts';
import { Soft } from '../../components/soft.tsx';
import { calendar } from '../../language/format.ts';
import { ActButton } from '../../patterns/act-button.tsx';
import { FormBody } from '../../patterns/form-body.tsx';
import { useAct } from '../../patterns/use-act.ts';
import { useCallForm } from '../../patterns/use-call-form.ts';
import { usePreferenceWords } from './preference-words.ts';
import { type Preferences, preferencesQuery, useChangePreferences } from './use-preferences.ts';

/** What quiet hours are when one turns them on. */
const NIGHT = { from: '22:00', to: '07:00' };
/** A Monday, for the names of the days. */
const MONDAY = Date.UTC(2024, 0, 1);

const weekdayName = (day: number): string => calendar(MONDAY + (day - 1) * 86_400_000, { weekday: 'long' });
const hourName = (hour: number): string =>
  calendar(MONDAY + hour * 3_600_000, { hour: 'numeric', minute: '2-digit' });

export function TimesSection({ preferences }: { preferences: Preferences }) {
  const words = usePreferenceWords();
  const change = useChangePreferences();
  const { quietHours, digestHour, digestWeekday, timeZone } = preferences;
  return (
    <Box component="section" mt={44}>
      <Title order={2}>{words.when}</Title>
      <Soft mb="md">{words.zone(timeZone)}</Soft>
      <Switch
        label={words.quiet}
        description={words.quietText}
        checked={quietHours !== null}
        onChange={({ currentTarget: { checked } }) => change.mutate({ quietHours: checked ? NIGHT : null })}
      />
      {quietHours && (
        <Group align="end" gap={16} mt={16}>
          {(['from', 'to'] as const).map((end) => (
            <TextInput
              key={end}
              type="time"
              label={words[end]}
              value={quietHours[end]}
              onChange={({ currentTarget: { value } }) => {
                if (value) change.mutate({ quietHours: { ...quietHours, [end]: value.slice(0, 5) } });
              }}
            />
          ))}
        </Group>
      )}
      <Group align="end" gap={16} mt={16}>
        <NativeSelect
          label={words.digestHour}
          data={Array.from({ length: 24 }, (_, hour) => ({ value: String(hour), label: hourName(hour) }))}
          value={String(digestHour)}
          onChange={({ currentTarget: { value } }) => change.mutate({ digestHour: Number(value) })}
        />
        <NativeSelect
          label={words.digestWeekday}
          data={Array.from({ length: 7 }, (_, n) => ({ value: String(n + 1), label: weekdayName(n + 1) }))}
          value={String(digestWeekday)}
          onChange={({ currentTarget: { value } }) => change.mutate({ digestWeekday: Number(value) })}
        />
      </Group>
    </Box>
  );
}

export function PhoneSection({ preferences: { phone, phoneConfirmed } }: { preferences: Preferences }) {
  const words = usePreferenceWords();
  const form = useCallForm(notifications.calls.updatePreferences, {
    values: { phone: phone ?? '' },
    input: ({ phone }) => ({ phone: phone.replace(/[\s().-]/g, '') || null }),
    onDone: (saved) => queryClient.setQueryData(preferencesQuery.queryKey, saved),
    said: words.saved,
  });
  return (
    <Box component="section" mt={44}>
      <Title order={2} mb="md">
        {words.reach}
      </Title>
      <FormBody form={form} submit={words.savePhone} quiet>
        <TextInput
          type="tel"
          autoComplete="tel"
          label={words.phone}
          description={words.phoneHint}
          w={{ base: '100%', xs: 320 }}
          {...form.field('phone')}
        />
      </FormBody>
      {phone && !phoneConfirmed && <PhoneCode phone={phone} />}
    </Box>
  );
}

function PhoneCode({ phone }: { phone: string }) {
  const words = usePreferenceWords();
  const another = useAct(notifications.calls.updatePreferences, { said: words.codeSent });
  const form = useCallForm(notifications.calls.confirmPhone, {
    values: { code: '' },
    empties: true,
    onDone: (saved) => queryClient.setQueryData(preferencesQuery.queryKey, saved),
    said: words.saved,
  });
  return (
    <FormBody
      form={form}
      submit={words.confirmPhone}
      beside={
        <ActButton act={another} input={{ phone }} variant="subtle">
          {words.anotherCode}
        </ActButton>
      }
    >
      <TextInput
        inputMode="numeric"
        autoComplete="one-time-code"
        label={words.phoneCode}
        description={words.phoneCodeHint}
        w={{ base: '100%', xs: 320 }}
        {...form.field('code')}
      />
    </FormBody>
  );
}
