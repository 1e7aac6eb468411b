-- Replaying a message and the record of who did it are one transaction, under the role of this service.
ALTER TABLE kernel.deliveries ENABLE ROW LEVEL SECURITY;
CREATE POLICY own ON kernel.deliveries USING (organization_id = kernel.organization());
GRANT SELECT, UPDATE ON kernel.deliveries TO kernos_operations;
