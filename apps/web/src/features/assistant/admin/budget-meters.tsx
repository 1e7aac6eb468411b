import { Progress, Text } from '@mantine/core';
import { labelled, money, percent, whole } from '../../../language/format.ts';
import styles from './admin.module.css';
import { useAdminWords } from './admin-words.ts';
import type { Usage } from './data.ts';

/** From here on it is time to think of it. */
const NEAR = 0.8;

/** What was used, against what may be. */
export function BudgetMeters({ usage: { tokens, cost, budget } }: { usage: Usage }) {
  const words = useAdminWords().use;
  const hasCost = cost > 0 || budget.monthlyCost !== null;
  return (
    <dl className={styles.meters}>
      <Meter name={words.tokensName} used={tokens} limit={budget.monthlyTokens} write={whole} />
      {hasCost && (
        <Meter
          name={words.costName}
          hint={words.costHint}
          used={cost}
          limit={budget.monthlyCost}
          write={money}
        />
      )}
    </dl>
  );
}

function Meter({
  name,
  hint,
  used,
  limit,
  write,
}: {
  name: string;
  hint?: string;
  used: number;
  limit: number | null;
  write: (amount: number) => string;
}) {
  const words = useAdminWords().use;
  const share = limit === null ? null : limit === 0 ? 1 : used / limit;
  return (
    <div>
      <dt title={hint}>{name}</dt>
      <dd className="numbers">
        <Text span fz="1.75rem" fw={600} lts="-0.02em">
          {write(used)}
        </Text>
        {limit !== null && <span className={styles.soft}> / {write(limit)}</span>}
      </dd>
      {share !== null && (
        <dd>
          <Progress
            value={Math.min(100, share * 100)}
            color={share >= NEAR ? 'red' : 'terracotta'}
            aria-label={`${labelled(name)} ${words.ofBudget(write(used), write(limit ?? 0))}`}
          />
          <Text span display="block" mt={4} c="dimmed" fz="0.8125rem">
            {words.share(percent(share))}
          </Text>
        </dd>
      )}
    </div>
  );
}
