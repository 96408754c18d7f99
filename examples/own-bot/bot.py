"""A bot of your own over REST: it answers what it knows and hands over what it does not. Python 3.9 or later, nothing to install.

    SUBROSA_URL=https://dm.example.org SUBROSA_TOKEN=subrosa_… python3 bot.py
"""

import json, os, urllib.error, urllib.request, uuid

SERVER, TOKEN = os.environ["SUBROSA_URL"], os.environ["SUBROSA_TOKEN"]
ANSWERS = {"hours": "We are here from 9 to 5, Monday to Friday.", "return": "You can return anything within 30 days."}


def call(method, path, body=None):
    headers = {"Authorization": f"Bearer {TOKEN}", "Content-Type": "application/json"}
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(SERVER + path, data, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=60) as answer:
            return json.loads(answer.read() or "null")
    except urllib.error.HTTPError as refused:
        problem = json.load(refused)
        if problem["code"] == "thread_taken":  # A person was quicker: the thread is theirs.
            return None
        raise RuntimeError(f"{method} {path}: {problem}") from refused


def look(bot, conversation):
    thread = conversation["thread"]
    ticket = thread.get("ticket", {})
    if ticket.get("assignee") != bot or "waiting_since" not in ticket:
        return  # Not ours, or the customer has their answer.
    path = f"/v1/conversations/{conversation['id']}"
    asked = call("GET", f"{path}/events?limit=1")["events"][-1]
    words = asked["body"].get("text", "")
    known = [text for word, text in ANSWERS.items() if word in words.lower()]
    if not known:
        call("POST", f"{path}/handover", {"summary": f"Asks: {words[:500]}", "epoch": thread["epoch"]})
        return
    call("POST", f"{path}/typing")
    # The same name for the same answer: whatever is repeated after a crash is said once.
    name = str(uuid.uuid5(uuid.NAMESPACE_URL, asked["id"]))
    body = {"v": 1, "text": known[0], "automatic": True}
    call("POST", f"{path}/messages", {"client_id": name, "body": body, "epoch": thread["epoch"]})


bot = call("GET", "/v1/brand")["member"]
page = call("GET", "/v1/snapshot")
found = page["conversations"]
print("listening", flush=True)
while True:
    for entry in found:
        if "conversation" in entry:
            look(bot, entry["conversation"])
    page = call("GET", f"/v1/sync?since={page['cursor']}&wait=30")
    found = page["entries"]
