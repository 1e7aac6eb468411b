-- What a person set, wherever they act: their own, or read for them by this service (which is nobody).
CREATE TABLE notifications.people (
  person_id uuid PRIMARY KEY,
  phone text,
  quiet_from text,
  quiet_to text,
  digest_hour int NOT NULL DEFAULT 8,
  digest_weekday int NOT NULL DEFAULT 1,
  CONSTRAINT people_quiet_hours CHECK ((quiet_from IS NULL) = (quiet_to IS NULL))
);
CREATE POLICY own ON notifications.people
  USING (person_id = kernel.actor() OR kernel.actor() IS NULL OR kernel.is_platform());

-- What a person chose for a kind, where it is not as it comes: {"email": false}.
CREATE TABLE notifications.choices (
  person_id uuid NOT NULL,
  kind text NOT NULL,
  channels jsonb NOT NULL DEFAULT '{}',
  pace text,
  PRIMARY KEY (person_id, kind)
);
CREATE POLICY own ON notifications.choices
  USING (person_id = kernel.actor() OR kernel.actor() IS NULL OR kernel.is_platform());

-- A browser belongs to whoever subscribed in it last.
CREATE TABLE notifications.devices (
  id uuid PRIMARY KEY,
  person_id uuid NOT NULL,
  endpoint text NOT NULL,
  p256dh text NOT NULL,
  auth text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL,
  CONSTRAINT devices_endpoint UNIQUE (endpoint)
);
CREATE INDEX devices_person ON notifications.devices (person_id);
CREATE POLICY own ON notifications.devices
  USING (person_id = kernel.actor() OR kernel.actor() IS NULL OR kernel.is_platform());

-- Secrets of this system: the VAPID pair, what signs unsubscribe links.
CREATE TABLE notifications.keys (
  name text PRIMARY KEY,
  value jsonb NOT NULL
);
CREATE POLICY system ON notifications.keys USING (kernel.is_platform());

-- The last sequence of an inbox. Its row is locked from the entry to the commit, so that numbers have no
-- gaps and appear in their order.
CREATE TABLE notifications.counters (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  recipient_id uuid NOT NULL,
  last int NOT NULL,
  PRIMARY KEY (organization_id, recipient_id)
);

CREATE TABLE notifications.inbox (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  recipient_id uuid NOT NULL,
  sequence int NOT NULL,
  event_id uuid NOT NULL,
  kind text NOT NULL,
  title text NOT NULL,
  body text NOT NULL,
  path text,
  created_at timestamptz NOT NULL,
  read_at timestamptz,
  archived_at timestamptz,
  CONSTRAINT inbox_sequence UNIQUE (organization_id, recipient_id, sequence),
  CONSTRAINT inbox_once UNIQUE (organization_id, event_id, recipient_id)
);
CREATE INDEX inbox_unread ON notifications.inbox (organization_id, recipient_id, sequence)
  WHERE read_at IS NULL AND archived_at IS NULL;
CREATE POLICY own ON notifications.inbox
  USING (organization_id = kernel.organization() AND (recipient_id = kernel.actor() OR kernel.actor() IS NULL));

-- What leaves the app: once for each event, recipient and channel (and browser, for push).
CREATE TABLE notifications.deliveries (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  event_id uuid NOT NULL,
  recipient_id uuid NOT NULL,
  channel text NOT NULL,
  device_id uuid,
  kind text NOT NULL,
  recipient_name text NOT NULL,
  -- Where there is no account to ask for it, or it should be this one.
  address text,
  locale text NOT NULL,
  data jsonb NOT NULL,
  path text,
  state text NOT NULL CHECK (state IN ('waiting', 'queued', 'sent', 'kept', 'bundled', 'parked')),
  -- True: waits to be gathered with others into a digest.
  gathered boolean NOT NULL DEFAULT false,
  digest_id uuid,
  attempts int NOT NULL DEFAULT 0,
  reason text,
  created_at timestamptz NOT NULL,
  due_at timestamptz,
  sent_at timestamptz,
  -- While somebody sends it, nobody else does.
  leased_until timestamptz,
  CONSTRAINT deliveries_once UNIQUE NULLS NOT DISTINCT (organization_id, event_id, recipient_id, channel, device_id),
  CONSTRAINT deliveries_due CHECK ((state = 'waiting') = (due_at IS NOT NULL))
);
CREATE INDEX deliveries_newest ON notifications.deliveries (organization_id, id DESC);
CREATE INDEX deliveries_waiting ON notifications.deliveries (due_at) WHERE state = 'waiting';
CREATE INDEX deliveries_created ON notifications.deliveries (created_at);
CREATE INDEX deliveries_recipient ON notifications.deliveries (organization_id, recipient_id, id DESC);
CREATE POLICY organization ON notifications.deliveries USING (organization_id = kernel.organization());
-- The clock belongs to no organization: it wakes what is due, gathers digests, throws away what is old.
CREATE POLICY clock ON notifications.deliveries USING (kernel.is_platform());

CREATE TABLE notifications.tries (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  delivery_id uuid NOT NULL REFERENCES notifications.deliveries ON DELETE CASCADE,
  attempt int NOT NULL,
  at timestamptz NOT NULL,
  milliseconds int NOT NULL,
  outcome text NOT NULL CHECK (outcome IN ('sent', 'kept', 'later', 'parked')),
  reason text,
  PRIMARY KEY (delivery_id, attempt)
);
CREATE POLICY organization ON notifications.tries USING (organization_id = kernel.organization());
CREATE POLICY clock ON notifications.tries USING (kernel.is_platform());

-- Words of an organization’s own.
CREATE TABLE notifications.templates (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  kind text NOT NULL,
  channel text NOT NULL,
  locale text NOT NULL,
  subject text NOT NULL,
  text text NOT NULL,
  action text NOT NULL,
  PRIMARY KEY (organization_id, kind, channel, locale)
);

-- Webhooks and Slack channels.
CREATE TABLE notifications.endpoints (
  id uuid PRIMARY KEY,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  type text NOT NULL CHECK (type IN ('webhook', 'slack')),
  name text NOT NULL,
  url text NOT NULL,
  secret text,
  -- Signs along until then, so that whoever checks can change to the new one in peace.
  previous_secret text,
  previous_until timestamptz,
  events text[] NOT NULL,
  paused boolean NOT NULL DEFAULT false,
  created_at timestamptz NOT NULL
);
CREATE INDEX endpoints_organization ON notifications.endpoints (organization_id, created_at);

-- Copies, fed by events: what the subjects of notifications are called, who belongs or belonged to them.
CREATE TABLE notifications.subjects (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  subject_id uuid NOT NULL,
  title text NOT NULL,
  owner_id uuid NOT NULL,
  PRIMARY KEY (organization_id, subject_id)
);
CREATE TABLE notifications.memberships (
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  membership_id uuid NOT NULL,
  subject_id uuid NOT NULL,
  person_id uuid NOT NULL,
  state text NOT NULL CHECK (state IN ('waitlisted', 'active', 'withdrawn')),
  PRIMARY KEY (organization_id, membership_id)
);
CREATE INDEX memberships_active ON notifications.memberships (organization_id, subject_id, person_id) WHERE state = 'active';
