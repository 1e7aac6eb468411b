import { Button, Checkbox, Popover, Stack } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import type { RoleName } from '../../app/session.ts';
import { labelled } from '../../language/format.ts';
import { useRoles } from './use-roles.ts';

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
  const { roles, titleOf } = useRoles();
  const toggle = (role: RoleName) =>
    onChange(roles.filter((each) => (each === role ? !value.includes(each) : value.includes(each))));
  return (
    <Popover position="bottom-start" shadow="md" trapFocus>
      <Popover.Target>
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          aria-label={`${labelled(label)} ${value.map(titleOf).join(', ')}`}
          rightSection={<ChevronDown size={14} />}
        >
          {value.map(titleOf).join(', ')}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm">
          {roles.map((role) => (
            <Checkbox
              key={role}
              label={titleOf(role)}
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
