import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { RoleName } from '../../app/session.ts';
import { useIdentityWords } from './identity-words.ts';

const roleNames: readonly RoleName[] = ['learner', 'instructor', 'admin'];

/** Roles as words, changed in place; the last one cannot be taken away. */
export function RoleChoice({
  label,
  value,
  onChange,
}: {
  label: string;
  value: readonly RoleName[];
  onChange: (roles: RoleName[]) => void;
}) {
  const words = useIdentityWords().roles;
  const toggle = (role: RoleName) =>
    onChange(roleNames.filter((each) => (each === role ? !value.includes(each) : value.includes(each))));
  return (
    <Popover position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={`${label}: ${value.map((role) => words[role]).join(', ')}`}
          rightSection={<ChevronDown size={14} />}
        >
          {value.map((role) => words[role]).join(', ')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {roleNames.map((role) => (
            <Checkbox
              key={role}
              label={words[role]}
              checked={value.includes(role)}
              disabled={value.length === 1 && value[0] === role}
              onChange={() => toggle(role)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
