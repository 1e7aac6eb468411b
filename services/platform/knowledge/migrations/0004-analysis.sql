-- Organizations whose lists were made by another analysis than today's. A schedule belongs to no organization, so
-- it reads past row-level security; it learns nothing but their ids.
CREATE FUNCTION knowledge.organizations_analysed_otherwise(today int) RETURNS TABLE (organization_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
  SELECT i.organization_id FROM knowledge.indexes i WHERE i.analysis <> today
$$;
COMMENT ON FUNCTION knowledge.organizations_analysed_otherwise IS 'security definer: a schedule belongs to no organization; gives ids of organizations alone';
REVOKE EXECUTE ON FUNCTION knowledge.organizations_analysed_otherwise(int) FROM PUBLIC;
