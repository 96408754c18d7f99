"""What a shop's server in Python would send, by the SDKs as their makers ship them.

usage: sdks.py HOST WRITE_KEY
"""

import sys
from datetime import datetime, timezone

import rudderstack.analytics as rudder
import segment.analytics as segment

host, write_key = sys.argv[1:]


def fail(error, _messages):
    sys.exit(f"not delivered: {error}")


segment.write_key, segment.host, segment.gzip, segment.on_error = write_key, host, True, fail
segment.identify("u-python", {"email": "grace@example.org", "tier": "silver"})
booked = datetime(2026, 1, 5, 10, tzinfo=timezone.utc)
for _ in range(2):
    segment.track("u-python", "Workshop Booked", {"places": 2}, timestamp=booked, message_id="python-1")
segment.track("u-python", "Order Completed", {"order_id": "P-1", "total": 19.9, "currency": "EUR", "products": [
    {"product_id": "CB-04", "sku": "CB-04", "name": "Blue bowl", "category": "Bowls", "price": 19.9, "quantity": 1}]})
segment.page("u-python", "Shop", "Bowls", {"path": "/bowls"})
segment.group("u-python", "g-1", {"name": "The potters"})
segment.shutdown()

rudder.write_key, rudder.dataPlaneUrl, rudder.gzip, rudder.on_error = write_key, host, True, fail
rudder.track("u-python", "Newsletter Opened", {"issue": 7})
rudder.screen("u-python", "App", "Home")
rudder.shutdown()
