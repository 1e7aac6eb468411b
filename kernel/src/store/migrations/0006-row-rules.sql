-- What row-level policies of a service can compare beside the organization, where it declares `rowRules`: whoever acts
-- and what the system knows of them at the beginning of the transaction. Outside of such services all of it is empty.

-- True where no person acts: for events, tasks, steps and jobs by the clock.
CREATE FUNCTION kernel.is_service() RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN current_setting('kernos.actor_kind', true) = 'service';

CREATE FUNCTION kernel.has_role(role text) RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN role = ANY (string_to_array(current_setting('kernos.roles', true), ','));

-- The elevated purpose of this request, such as 'break-glass'; NULL for the everyday one.
CREATE FUNCTION kernel.purpose() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('kernos.purpose', true), '');

-- The values that the service which declares this attribute gives it for whoever acts, e.g. ids of facilities.
CREATE FUNCTION kernel.attribute(name text) RETURNS text[]
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(
    string_to_array(nullif(current_setting('kernos.attributes', true), '')::json ->> name, ','), '{}');
