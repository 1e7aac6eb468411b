-- How often requests came, where several processes count together; see postgres-rate-limits.ts.
CREATE UNLOGGED TABLE kernel.rate_counts (
  key text PRIMARY KEY,
  count int NOT NULL,
  ends_at timestamptz NOT NULL
);
CREATE INDEX rate_counts_ends_at ON kernel.rate_counts (ends_at);
