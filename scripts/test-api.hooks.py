"""What Schemathesis cannot know of a request by its schema (test-api.ts)."""

import re

import schemathesis

UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


@schemathesis.hook
def before_call(context, case, kwargs):
    """Puts what makes a request refused before it is looked at right."""
    # A key is for one request: with the same "0" for all of them, all but the first would be refused.
    key = case.headers.get("Idempotency-Key")
    if isinstance(key, str) and 0 < len(key) < 100:
        case.headers["Idempotency-Key"] = case.id
    # Who went over to an organization that was made meanwhile would find nothing there.
    if case.path.endswith("/{organizationId}/switch"):
        organization = case.headers.get("Kernos-Organization")
        if organization and UUID.fullmatch(str(case.path_parameters.get("organizationId"))):
            case.path_parameters["organizationId"] = organization
