import { Modal, type ModalProps } from '@mantine/core';
import { useCommonWords } from '../language/common-words.ts';

/** A dialog over the page, with a corner that closes it. */
export function Dialog({
  opened = true,
  close,
  ...rest
}: Pick<ModalProps, 'title' | 'size' | 'closeOnClickOutside' | 'children'> & {
  opened?: boolean;
  close: () => void;
}) {
  const words = useCommonWords();
  return <Modal opened={opened} onClose={close} closeButtonProps={{ 'aria-label': words.close }} {...rest} />;
}
