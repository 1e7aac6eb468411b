-- What lets whoever reads it sign or write in an organization's name is encrypted. What is in plain text still is encrypted
-- at the next start, which is at once (kernel/src/store/seal-plain.ts).
ALTER TABLE notifications.endpoints RENAME COLUMN url TO plain_url;
ALTER TABLE notifications.endpoints RENAME COLUMN secret TO plain_secret;
ALTER TABLE notifications.endpoints RENAME COLUMN previous_secret TO plain_previous_secret;
ALTER TABLE notifications.endpoints ALTER COLUMN plain_url DROP NOT NULL;
ALTER TABLE notifications.endpoints
  ADD COLUMN url kernel.encrypted,
  ADD COLUMN secret kernel.encrypted,
  ADD COLUMN previous_secret kernel.encrypted,
  ADD CONSTRAINT endpoints_url CHECK (num_nonnulls(url, plain_url) = 1);

ALTER TABLE notifications.keys RENAME COLUMN value TO plain_value;
ALTER TABLE notifications.keys ALTER COLUMN plain_value DROP NOT NULL;
ALTER TABLE notifications.keys
  ADD COLUMN value kernel.encrypted,
  ADD CONSTRAINT keys_value CHECK (num_nonnulls(value, plain_value) = 1);
