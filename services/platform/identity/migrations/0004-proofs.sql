-- Browsers in which the owner of an account signed in. Whoever guesses elsewhere does not hold them up.
CREATE TABLE identity.known_devices (
  token_hash text NOT NULL,
  account_id uuid NOT NULL REFERENCES identity.accounts ON DELETE CASCADE,
  seen_at timestamptz NOT NULL,
  PRIMARY KEY (account_id, token_hash)
);
CREATE INDEX known_devices_token ON identity.known_devices (token_hash);
CREATE INDEX known_devices_seen_at ON identity.known_devices (seen_at);
CREATE POLICY own ON identity.known_devices USING (account_id = kernel.actor() OR kernel.is_platform());

-- A new password clears what was counted on an account from anywhere: all keys that begin alike.
CREATE INDEX lockouts_beginning ON identity.lockouts (key text_pattern_ops);

-- When the last letter that somebody can ask for went, or goes, to an address; the address itself stands here as a hash.
CREATE TABLE identity.letters (
  address text PRIMARY KEY,
  at timestamptz NOT NULL
);
CREATE INDEX letters_at ON identity.letters (at);
CREATE POLICY counted ON identity.letters USING (kernel.is_platform() OR kernel.actor() IS NOT NULL);
