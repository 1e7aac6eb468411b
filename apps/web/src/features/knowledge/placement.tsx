/** Who may find a document, and the course that it belongs to. */

import { courses } from '@kernos/services/learning/courses/contract';
import { Group, NativeSelect } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { query } from '../../app/api.ts';
import { useKnowledgeWords } from './knowledge-words.ts';

const visibilities = ['organization', 'members', 'instructors'] as const;
type Visibility = (typeof visibilities)[number];

export interface Placement {
  readonly courseId: string;
  readonly visibility: Visibility;
}

export const placed = ({ courseId, visibility }: Placement) => ({
  visibility,
  ...(courseId && { courseId }),
});

export function PlacementChoice({
  placement,
  choose,
}: {
  placement: Placement;
  choose: (placement: Placement) => void;
}) {
  const words = useKnowledgeWords();
  const { data } = useQuery(query(courses.calls.list, { limit: 100 }, ['course.']));
  return (
    <Group gap="xs" align="end">
      <NativeSelect
        label={words.visibilityLabel}
        value={placement.visibility}
        // A course's members are nobody without a course.
        data={visibilities
          .filter((value) => value !== 'members' || placement.courseId !== '')
          .map((value) => ({ value, label: words.visibility[value] }))}
        onChange={({ currentTarget: { value } }) => {
          const visibility = visibilities.find((one) => one === value);
          if (visibility) choose({ ...placement, visibility });
        }}
      />
      <NativeSelect
        label={words.course}
        value={placement.courseId}
        data={[
          { value: '', label: words.noCourse },
          ...(data?.items ?? []).map(({ id, title }) => ({ value: id, label: title })),
        ]}
        onChange={({ currentTarget: { value } }) =>
          choose({ courseId: value, visibility: value ? 'members' : 'organization' })
        }
      />
    </Group>
  );
}
