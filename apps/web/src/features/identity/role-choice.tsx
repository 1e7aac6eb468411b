import { Button, type ButtonProps, Checkbox, Popover, Stack } from '@mantine/core';
import { ChevronDown } from 'lucide-react';
import { type ComponentPropsWithRef, useState } from 'react';
import type { RoleName } from '../../app/session.ts';
import { labelled } from '../../language/format.ts';
import { useRoles } from './use-roles.ts';

interface RoleChoiceProps {
  readonly label: string;
  readonly value: readonly RoleName[];
  readonly onChange: (roles: RoleName[]) => void;
}

/**
 * Roles as words, changed in place; the last one cannot be taken away. What opens is made once it is opened: of hundreds
 * of members, few are changed.
 */
export function RoleChoice(props: RoleChoiceProps) {
  const [wasOpened, setWasOpened] = useState(false);
  if (wasOpened) return <OpenedChoice {...props} />;
  return <RolesButton {...props} aria-haspopup="dialog" onClick={() => setWasOpened(true)} />;
}

function OpenedChoice(props: RoleChoiceProps) {
  const { value, onChange } = props;
  const { roles, titleOf } = useRoles();
  const [opened, setOpened] = useState(true);
  const toggle = (role: RoleName) =>
    onChange(roles.filter((each) => (each === role ? !value.includes(each) : value.includes(each))));
  return (
    <Popover opened={opened} onChange={setOpened} position="bottom-start" shadow="md" trapFocus returnFocus>
      <Popover.Target>
        <RolesButton {...props} onClick={() => setOpened(!opened)} />
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

function RolesButton({
  label,
  value,
  onChange: _,
  ...button
}: RoleChoiceProps & ButtonProps & Omit<ComponentPropsWithRef<'button'>, keyof RoleChoiceProps>) {
  const { titleOf } = useRoles();
  return (
    <Button
      variant="subtle"
      color="gray"
      size="compact-sm"
      aria-label={`${labelled(label)} ${value.map(titleOf).join(', ')}`}
      rightSection={<ChevronDown size={14} />}
      {...button}
    >
      {value.map(titleOf).join(', ')}
    </Button>
  );
}
