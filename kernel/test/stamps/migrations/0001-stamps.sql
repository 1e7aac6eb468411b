-- Without a constraint that would keep an effect from happening twice: a test looks whether it does.
CREATE TABLE stamps.given (
  asked text NOT NULL,
  at_commit boolean NOT NULL,
  xid xid8 NOT NULL DEFAULT pg_current_xact_id(),
  organization_id uuid NOT NULL DEFAULT kernel.organization()
);

-- A transaction of several that is to wait at its COMMIT does so for whoever has the lock 4711, without a time limit.
CREATE FUNCTION stamps.take_time() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
  PERFORM set_config('statement_timeout', '0', true);
  RETURN NULL;
END $$;
COMMENT ON FUNCTION stamps.take_time IS 'security definer: only the owner may change settings; shows no row';
CREATE TRIGGER take_time AFTER INSERT ON stamps.given FOR EACH ROW WHEN (new.at_commit) EXECUTE FUNCTION stamps.take_time();

CREATE FUNCTION stamps.wait_at_commit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (SELECT count(*) FROM stamps.given WHERE xid = pg_current_xact_id()) > 1 THEN
    PERFORM pg_advisory_xact_lock_shared(4711);
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER wait_at_commit AFTER INSERT ON stamps.given DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW WHEN (new.at_commit) EXECUTE FUNCTION stamps.wait_at_commit();
