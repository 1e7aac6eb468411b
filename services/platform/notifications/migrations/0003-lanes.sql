-- Waits for others to its endpoint that are under way, and follows them.
ALTER TABLE notifications.deliveries ADD COLUMN held boolean NOT NULL DEFAULT false;
CREATE INDEX deliveries_held ON notifications.deliveries (recipient_id, id) WHERE held AND state = 'waiting';
-- What went out in which digest: its link turns those kinds off.
CREATE INDEX deliveries_digest ON notifications.deliveries (digest_id) WHERE digest_id IS NOT NULL;
-- Since when an endpoint has taken nothing; null while it does.
ALTER TABLE notifications.endpoints ADD COLUMN failing_since timestamptz;
