import { Text } from '@mantine/core';

/** What is said beside the main thing. */
export const Soft = Text.withProps({ size: 'sm', c: 'dimmed' });
