-- Which messages that came in beside HTTP (inbound/) were handled: written with their effects, for as long as they may
-- come again (maintenance.ts). The reply is what the sender was told, and is told again.
CREATE TABLE kernel.received (
  consumer text NOT NULL,
  message_id uuid NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  reply kernel.encrypted,
  PRIMARY KEY (consumer, message_id)
);
CREATE INDEX received_at ON kernel.received USING brin (received_at) WITH (autosummarize = on);

-- For high rates instead of rows of it: how far each source has come.
CREATE TABLE kernel.received_marks (
  consumer text NOT NULL,
  organization_id uuid NOT NULL DEFAULT kernel.organization(),
  source text NOT NULL,
  sequence bigint NOT NULL,
  PRIMARY KEY (consumer, organization_id, source)
);

-- Of two that took up at one place, the second fails here, and so does what it did.
CREATE FUNCTION kernel.move_marks(listener text, sources text[], was bigint[], reached bigint[])
  RETURNS void LANGUAGE plpgsql AS $$
DECLARE
  moved int;
  made int;
BEGIN
  UPDATE kernel.received_marks m SET sequence = o.reached
    FROM unnest(sources, was, reached) AS o (source, was, reached)
   WHERE m.consumer = listener AND m.organization_id = kernel.organization() AND m.source = o.source
     AND m.sequence = o.was;
  GET DIAGNOSTICS moved = ROW_COUNT;
  INSERT INTO kernel.received_marks (consumer, source, sequence)
  SELECT listener, o.source, o.reached FROM unnest(sources, was, reached) AS o (source, was, reached) WHERE o.was IS NULL
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS made = ROW_COUNT;
  IF moved + made <> cardinality(sources) THEN
    RAISE EXCEPTION 'another has moved the marks of %', listener USING CONSTRAINT = 'received_marks_moved';
  END IF;
END $$;
