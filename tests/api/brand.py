"""Makes a brand with a customer who has written to it and an article, and prints the brand's account. Usage: brand.py URL TOKEN"""

import json
import sys
import urllib.request

url, token = sys.argv[1:]


def post(path, body, brand=None):
    request = urllib.request.Request(
        url + path,
        data=json.dumps(body).encode(),
        headers={"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
        | ({"Subrosa-Account": brand} if brand else {}),
    )
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def put(path, body):
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Subrosa-Account": acting}
    request = urllib.request.Request(url + path, data=json.dumps(body).encode(), method="PUT", headers=headers)
    urllib.request.urlopen(request).close()


brand = post("/v1/brands", {"handle": "rosewater", "display_name": "Rosewater"})
conversation = post("/v1/conversations", {"handle": "rosewater"})["conversation"]["id"]
message = {"client_id": "67e55044-10b1-426f-9247-bb680e5fe0c8", "body": {"v": 1, "text": "Where is my parcel?"}}
post(f"/v1/conversations/{conversation}/messages", message)
acting = brand["account"]["id"]
put("/v1/brand/attributes/tier", {"label": "Tier", "kind": "text"})
order = {"reference": "450789469", "number": "RW-10482", "placed_at": 1790000000000, "updated_at": 1790000000000}
order |= {"status": "open", "payment": "paid", "currency": "EUR", "total": 4990, "customer": {"email": "ada@example.org"}}
put("/v1/brand/orders", {"orders": [order]})
article = {"title": "Returns", "language": "en", "markdown": "Within **30 days**."}
post("/v1/brand/articles", {"text": article}, acting)
print(acting)
