/** What one hears of, through what, and when. Every change is saved as it is made. */

import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Loaded } from '../../components/loaded.tsx';
import { RowsSkeleton } from '../../components/skeletons.tsx';
import { PreferenceMatrix } from './preference-matrix.tsx';
import { usePreferenceWords } from './preference-words.ts';
import { PushSection } from './push-section.tsx';
import { PhoneSection, TimesSection } from './reach-sections.tsx';
import { preferencesQuery } from './use-preferences.ts';

export function PreferencesPage() {
  const words = usePreferenceWords();
  const preferences = useQuery(preferencesQuery);
  return (
    <Loaded query={preferences} waiting={<RowsSkeleton rows={10} height={36} />}>
      {(data) => (
        <>
          <Text c="dimmed" mb="lg">
            {words.lead}
          </Text>
          <PreferenceMatrix preferences={data} />
          <TimesSection preferences={data} />
          <PhoneSection preferences={data} />
          <PushSection />
        </>
      )}
    </Loaded>
  );
}
