"""Hears what happens at a brand, and believes it only when it is signed. Python 3.9 or later, nothing to install.

    SUBROSA_SECRET=whsec_… python3 listen.py 8080
"""

import base64, hashlib, hmac, json, os, sys, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

KEY = base64.b64decode(os.environ["SUBROSA_SECRET"].removeprefix("whsec_"))
OLD_SECONDS = 300
heard = set()  # In a database, where it has to outlive the process.


def is_right(headers, body):
    name, moment = headers["webhook-id"], headers["webhook-timestamp"]
    if abs(time.time() - int(moment)) > OLD_SECONDS:
        return False  # Someone sends an old one again.
    signed = f"{name}.{moment}.".encode() + body
    wanted = "v1," + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
    return any(hmac.compare_digest(wanted, one) for one in headers["webhook-signature"].split())


class Ear(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        if not is_right(self.headers, body):
            self.send_response(401)
        else:
            self.send_response(204)
            name = self.headers["webhook-id"]
            if name not in heard:  # What was answered too late comes again, under the same name.
                heard.add(name)
                event = json.loads(body)
                told = event["data"].get("message", {}).get("body", {}).get("text", "")
                print(event["type"], told, flush=True)
        self.end_headers()

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Ear)
print("listening", server.server_port, flush=True)
server.serve_forever()
