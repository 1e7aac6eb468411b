import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { ConfirmDialog } from '../../components/confirm-dialog.tsx';
import { useEnrollmentWords } from './enrollment-words.ts';
import type { Seat } from './seats.ts';
import { useWithdraw } from './use-enrolling.ts';

/** Gives a seat back. Where seats are limited it may not be had again, so that is asked first. */
export function LeaveButton({
  course,
  seat,
}: {
  course: { id: string; title: string; capacity: number | null };
  seat: Seat;
}) {
  const words = useEnrollmentWords();
  const withdraw = useWithdraw(course);
  const [asking, { open, close }] = useDisclosure(false);
  const waited = seat.status === 'waitlisted';
  const leave = () => {
    close();
    withdraw.mutate({ waited });
  };
  return (
    <>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        c="dimmed"
        loading={withdraw.isPending && !withdraw.isPaused}
        onClick={course.capacity === null ? leave : open}
      >
        {waited ? words.leaveWaitlist : words.withdraw}
      </Button>
      <ConfirmDialog
        opened={asking}
        title={words.seatAsk.title}
        no={words.seatAsk.stay}
        yes={words.seatAsk.leave}
        onYes={leave}
        close={close}
      >
        {words.seatAsk.text}
      </ConfirmDialog>
    </>
  );
}
