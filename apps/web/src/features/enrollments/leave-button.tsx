import { Button } from '@mantine/core';
import { Confirmed } from '../../patterns/confirmed.tsx';
import { useEnrollmentWords } from './enrollment-words.ts';
import type { Seat } from './seats.ts';
import { useWithdraw } from './use-enrolling.ts';

/** Gives a seat back. Where seats are limited it may not be had again, so that is asked first. */
export function LeaveButton({
  course: { id: courseId, title, capacity },
  seat,
}: {
  course: { id: string; title: string; capacity: number | null };
  seat: Seat;
}) {
  const words = useEnrollmentWords();
  const waited = seat.status === 'waitlisted';
  const withdraw = useWithdraw({ title, waited, shown: capacity !== null });
  return (
    <Confirmed
      act={withdraw}
      input={{ courseId }}
      title={words.seatAsk.title}
      text={words.seatAsk.text}
      no={words.seatAsk.stay}
      yes={words.seatAsk.leave}
    >
      {(ask) => (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          c="dimmed"
          loading={withdraw.isPending && !withdraw.isPaused}
          onClick={capacity === null ? () => withdraw.mutate({ courseId }) : ask}
        >
          {waited ? words.leaveWaitlist : words.withdraw}
        </Button>
      )}
    </Confirmed>
  );
}
