-- What an entry says in the languages that its person did not read when they were told; null for what was told before.
ALTER TABLE notifications.inbox ADD COLUMN translations jsonb;
