"""What Schemathesis cannot know of a request by its schema (test-api.ts)."""

import schemathesis


@schemathesis.hook
def before_call(context, case, kwargs):
    """A key is for one request: with the same "0" for all of them, all but the first would be refused."""
    key = case.headers.get("Idempotency-Key")
    if isinstance(key, str) and 0 < len(key) < 100:
        case.headers["Idempotency-Key"] = case.id
