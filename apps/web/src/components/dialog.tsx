import { Modal, type ModalProps } from '@mantine/core';
import { useShellWords } from '../app/shell-words.ts';

/** A dialog over the page, with a corner that closes it. */
export function Dialog({
  opened = true,
  close,
  ...rest
}: Pick<ModalProps, 'title' | 'size' | 'closeOnClickOutside' | 'children'> & {
  opened?: boolean;
  close: () => void;
}) {
  const words = useShellWords();
  return <Modal opened={opened} onClose={close} closeButtonProps={{ 'aria-label': words.close }} {...rest} />;
}
