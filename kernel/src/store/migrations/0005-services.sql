-- What the role of a service may do with the kernel's tables: write what is its own, and read nothing of another.
-- Who it is says the role that it acts under, which no statement of a service can change (docs/decisions/0021).

-- `kernos_notes` is the service `notes`; any other role is none.
CREATE FUNCTION kernel.service() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN CASE WHEN starts_with(current_user, 'kernos_') THEN substr(current_user, 8) END;

-- Calls, tasks, workflows and consumers are named `<service>.<name>`; the consumer of a service's events has its name.
CREATE FUNCTION kernel.is_own(name text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(name = kernel.service() OR starts_with(name, kernel.service() || '.'), false);

ALTER TABLE kernel.outbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.outbox FOR INSERT WITH CHECK (source = kernel.service());

ALTER TABLE kernel.inbox ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.inbox FOR INSERT WITH CHECK (kernel.is_own(consumer));

ALTER TABLE kernel.received ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.received FOR INSERT
  WITH CHECK (kernel.is_own(consumer) AND organization_id = kernel.organization());

ALTER TABLE kernel.received_marks ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.received_marks USING (kernel.is_own(consumer) AND organization_id = kernel.organization());

ALTER TABLE kernel.replies ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.replies FOR INSERT
  WITH CHECK (kernel.is_own(call) AND organization_id IS NOT DISTINCT FROM kernel.organization());

ALTER TABLE kernel.audit ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.audit FOR INSERT
  WITH CHECK (kernel.is_own(call) AND organization_id IS NOT DISTINCT FROM kernel.organization()
              AND actor_id IS NOT DISTINCT FROM kernel.actor());

ALTER TABLE kernel.workflows ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.workflows
  USING (kernel.is_own(name) AND (organization_id IS NOT DISTINCT FROM kernel.organization() OR kernel.is_platform()));

ALTER TABLE kernel.workflow_steps ENABLE ROW LEVEL SECURITY;
ALTER TABLE kernel.workflow_signals ENABLE ROW LEVEL SECURITY;
-- No service reads or writes these; what it did in a step goes through kernel.record_step.

-- Replaying a message and the record of who did it are one transaction, under the role of a service that sees the system.
ALTER TABLE kernel.deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.deliveries USING (organization_id = kernel.organization());

ALTER TABLE kernel.schedules ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.schedules USING (kernel.is_own(name));

ALTER TABLE kernel.consumers ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.consumers USING (kernel.is_own(name));

-- Everything else of the kernel's has no policy, and is therefore for its owner alone, whatever is granted.
DO $$
DECLARE
  tab regclass;
BEGIN
  FOR tab IN SELECT oid FROM pg_class
              WHERE relnamespace = 'kernel'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition LOOP
    EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', tab);
  END LOOP;
END $$;

-- The rights of a service here. Columns that the database fills in (place in the log, transaction, who acted) are no
-- service's to write.
CREATE FUNCTION kernel.admit_service(role name) RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  EXECUTE format('GRANT USAGE ON SCHEMA kernel TO %I', role);
  EXECUTE format('GRANT USAGE ON SEQUENCE kernel.outbox_position TO %I', role);
  EXECUTE format(
    'GRANT INSERT (id, kind, type, source, key, organization_id, time, data, traceparent) ON kernel.outbox TO %I', role);
  EXECUTE format('GRANT INSERT ON kernel.inbox, kernel.replies, kernel.audit TO %I', role);
  -- Not the token of whoever carries a run on.
  EXECUTE format('GRANT INSERT, SELECT (id, name, organization_id) ON kernel.workflows TO %I', role);
  EXECUTE format('GRANT SELECT ON kernel.schedules TO %I', role);
  EXECUTE format(
    'GRANT UPDATE (done_until, due_at, ended_at, outcome, error_code, attempts) ON kernel.schedules TO %I', role);
  EXECUTE format('GRANT INSERT (consumer, message_id, reply) ON kernel.received TO %I', role);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON kernel.received_marks TO %I', role);
  EXECUTE format('GRANT SELECT ON kernel.consumers TO %I', role);
  EXECUTE format('GRANT UPDATE (seen, until, position, updated_at) ON kernel.consumers TO %I', role);
END $$;
REVOKE EXECUTE ON FUNCTION kernel.admit_service FROM PUBLIC;
