import { Modal, type ModalProps } from '@mantine/core';
import { useCommonWords } from '../language/common-words.ts';

/** A dialog over the page, with a corner that closes it. */
export function Dialog({
  opened = true,
  close,
  onlyByButton = false,
  ...rest
}: Pick<ModalProps, 'title' | 'size' | 'closeOnClickOutside' | 'children'> & {
  opened?: boolean;
  close: () => void;
  /** True while it shows what is shown this once: it has a button of its own, and no slip may close it. */
  onlyByButton?: boolean;
}) {
  const words = useCommonWords();
  return (
    <Modal
      opened={opened}
      onClose={close}
      closeButtonProps={{ 'aria-label': words.close }}
      {...rest}
      {...(onlyByButton && { closeOnClickOutside: false, closeOnEscape: false, withCloseButton: false })}
    />
  );
}
