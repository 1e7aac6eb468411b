-- An encrypted value (store/encryption.ts). The type of a column says that it holds nothing else: text that somebody
-- forgot to encrypt does not get in.
CREATE DOMAIN kernel.encrypted AS bytea CHECK (octet_length(VALUE) >= 45 AND get_byte(VALUE, 0) = 1);
-- What an encrypted value is found by, where it is looked for as a whole.
CREATE DOMAIN kernel.blind_index AS bytea CHECK (octet_length(VALUE) = 16);

-- Keys of organizations, each encrypted under the secret of the system. What belongs to no organization has the id of
-- zeros. A new key is known for a minute before anything is encrypted under it, so every process can read what it meets.
CREATE TABLE kernel.organization_keys (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL,
  purpose text NOT NULL CHECK (purpose IN ('data', 'index')),
  wrapped bytea NOT NULL,
  active_from timestamptz NOT NULL
);
-- The first of each, which several processes may want at once.
CREATE UNIQUE INDEX organization_keys_first ON kernel.organization_keys (organization_id, purpose)
  WHERE active_from = '-infinity';
CREATE INDEX organization_keys_by_organization ON kernel.organization_keys (organization_id);

-- By what a process knows that it has the secret of this system. One row.
CREATE TABLE kernel.secret_check (
  is_only_row boolean PRIMARY KEY DEFAULT true CHECK (is_only_row),
  fingerprint bytea NOT NULL
);
