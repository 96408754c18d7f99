"""What the tester makes up is written as clients write it, and can be sent.

To JSON Schema 1.0 is an integer as well (2020-12 core, section 4.2.3); the server, and every client that writes one, knows 1 alone.
"""

from urllib.parse import urlencode

import schemathesis

# The server's HTTP library refuses longer addresses with 414 before any route is chosen, so no operation documents that.
LONGEST_QUERY = 60_000


def whole(value):
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, dict):
        return {name: whole(one) for name, one in value.items()}
    if isinstance(value, list):
        return [whole(one) for one in value]
    return value


@schemathesis.hook
def map_body(context, body):
    return whole(body)


@schemathesis.hook
def map_query(context, query):
    return whole(query)


@schemathesis.hook
def filter_query(context, query):
    return not query or len(urlencode(query, doseq=True, errors="surrogatepass")) < LONGEST_QUERY
