#!/usr/bin/env python3
"""The command line beside a running server: who holds the database, signing in, roles, tokens that go nowhere else, TLS."""
import http.server
import json
import os
import re
import shutil
import signal
import stat
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from run import Books, DEADLINE_S  # noqa: E402

counts = {"passed": 0, "failed": 0}


def check(name, good, detail=""):
    counts["passed" if good else "failed"] += 1
    if not good:
        print(f"FAILED: {name}" + (f": {detail}" if detail else ""))


def said(books, line, code, *words, environment=None):
    """Run it: this exit code, and these words in what it says."""
    before = dict(books.environment)
    books.environment.update(environment or {})
    got, out, err = books.run(line)
    books.environment = before
    missing = [word for word in words if word not in out + err]
    check(line, got == code and not missing, f"exit {got}, want {code}; no {missing} in:\n{out}{err}")
    return out


def without(books, *names):
    for name in names:
        books.environment.pop(name, None)


def holds(books):
    """Nobody works on a database that a server holds; who may, is led to the server."""
    url, token = books.environment["SERNO_URL"], books.environment["SERNO_TOKEN"]
    without(books, "SERNO_URL", "SERNO_TOKEN")
    said(books, "serno serve --db .books.db --port 0", 5, "Another server", "holds .books.db", url)
    said(books, "serno product list --db .books.db", 4, "A server", "holds .books.db", f"serno login --url {url}")
    said(books, "serno product list --db .books.db", 0, "There are no products.", environment={"SERNO_TOKEN": token})
    said(books, "ln -s .books.db link.db && serno product list --db link.db", 4, "A server")
    said(books, "serno init --db .books.db", 1, "already")
    said(books, "serno restore nothing --db .books.db", 5, "works on .books.db")
    said(books, f"serno product list --url {url}", 4, "Sign in first", f"serno login --url {url}")
    said(books, f"serno product list --url {url}/", 0, environment={"SERNO_TOKEN": token})
    said(books, f"serno product list --url {url}", 4, "Sign in first", environment={"SERNO_TOKEN": "sns_nothing"})
    return url, token


def asked(url, path, method="GET", body=None, **headers):
    """Status and text of one request without the command line."""
    request = urllib.request.Request(url + path, body, headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=DEADLINE_S) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


def strangers(books, url, token):
    """What they report on a public page is settled, and a number that many look at is cleared, from the command line."""
    bearer = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    for path, body in (("/v1/settings", {"base_url": "https://id.northwind.example"}),
                       ("/v1/links/settings", {"pages": True, "form": "token", "behind_proxy": True, "networks_max": 2})):
        status, text = asked(url, path, "PATCH", json.dumps(body).encode(), **bearer)
        check(f"PATCH {path}", status == 200, text)
    me = {"SERNO_URL": url, "SERNO_TOKEN": token}
    for line in ("serno product add LINKED --name Lamp", "serno location add SHOP --kind site", "serno do receive -p LINKED -s LN1 --location SHOP"):
        said(books, line, 0, environment=me)
    first = said(books, "serno link show LN1", 0, "https://id.northwind.example/p/", "unsold", environment=me)
    path = re.search(r"/p/[\w-]{32}", first).group(0)
    form = re.search(r'name="form" value="([^"]+)"', asked(url, path)[1]).group(1)
    for message in ("under the bridge", "at the station"):
        fields = urllib.parse.urlencode({"kind": "found", "form": form, "message": message}).encode()
        asked(url, path, "POST", fields, **{"Content-Type": "application/x-www-form-urlencoded"})
    said(books, "serno link reports --state waiting", 0, "under the bridge", "at the station", "LN1", environment=me)
    said(books, "serno link settle 1 --decision dismiss", 1, "reason", environment=me)
    said(books, "serno link settle 1 --decision dismiss --reason 'it is here'", 0, "dismissed", "it is here", environment=me)
    said(books, "serno link settle 1 --decision accept", 1, environment=me)
    said(books, "serno link settle 2 --decision accept", 0, "accepted", environment=me)
    said(books, "serno link reports --state waiting", 0, "There are no reports.", environment=me)
    deadline, found = time.monotonic() + DEADLINE_S, False
    while not found and time.monotonic() < deadline:  # looks are counted in batches, behind the answers
        for network in range(5):
            asked(url, path, **{"X-Forwarded-For": f"203.0.{network}.7"})
        books.environment.update(me)
        found = "LN1" in books.run("serno link suspects")[1]
        without(books, *me)
    check("many look", found)
    said(books, "serno link clear LN1 --reason 'shown at a fair'", 0, "LN1", environment=me)
    second = said(books, "serno link void LN1", 0, "Links made void", environment=me)
    status = [asked(url, re.search(r"/p/[\w-]{32}", one).group(0))[0] for one in (first, second)]
    check("the old link is void", status == [404, 200], status)


def reads_beside(books):
    """What only reads the file works beside the server."""
    said(books, "serno ledger verify --db .books.db", 0, "All is as it was recorded")
    said(books, "serno doctor --db .books.db", 0, "0 differences")
    said(books, "serno backup --db .books.db beside.backup && serno restore beside.backup --db beside.db", 0, "is restored")


def signs_in(books, url):
    config = os.path.join(books.environment["HOME"], ".config", "serno", "config")
    said(books, f"printf 'nobody\\nwrong\\n' | serno login --url {url}", 4, "Name or password is wrong")
    check("a failed login keeps nothing", not os.path.exists(config))
    said(books, f"echo 'a long secret' | serno login --url {url} --name local:tester", 0, f"Signed in at {url} as local:tester")
    text = open(config, encoding="utf-8").read()
    check("the configuration holds address and token", f"url={url}\n" in text and "token=sns_" in text, text)
    check("only its owner can read it", stat.S_IMODE(os.stat(config).st_mode) == 0o600, oct(os.stat(config).st_mode))
    said(books, "serno product add VIA --name 'By the configuration'", 0, "product VIA is made")
    said(books, "serno product list --db .books.db", 0, "VIA")  # the holder is the server of the configuration
    said(books, "serno user show", 0, "local:tester")
    said(books, "printf 'a long secret\\na longer secret\\n' | serno user password", 0, "is new")
    said(books, "printf 'a long secret\\nan even longer secret\\n' | serno user password", 4, "wrong")
    said(books, "serno product list", 0, "VIA")  # this session goes on
    return config


def stays_home(books, config):
    """The token of one server is never shown to another."""
    seen = []

    class Other(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            seen.append(self.headers.get("Authorization"))
            self.send_response(302 if self.path.endswith("redirect") else 404)
            self.send_header("Location", f"http://127.0.0.1:{self.server.server_port}/elsewhere")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *_):
            pass

    other = http.server.HTTPServer(("127.0.0.1", 0), Other)
    threading.Thread(target=other.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{other.server_port}"
    said(books, f"serno product list --url {url}", 3)
    check("no token for another server", seen == [None], repr(seen))
    said(books, f"serno product list --url {url}", 3, environment={"SERNO_TOKEN": "snk_given"})
    check("a token that is given for the call is shown", seen[1:] == ["Bearer snk_given"], repr(seen))
    said(books, f"serno product show redirect --url {url}", 5, "302")
    check("no redirect is followed", len(seen) == 3, repr(seen))
    other.shutdown()
    other.server_close()
    text = open(config, encoding="utf-8").read()
    token = re.search(r"token=(.*)", text).group(1)
    with open(os.path.join(books.directory, "token"), "w", encoding="utf-8") as f:
        f.write(token + "\n")
    said(books, "serno user show --token-file token", 0, "local:tester")


def roles(books, url):
    books.environment["SERNO_URL"] = url
    said(books, "echo 'a long password' | serno user add olga --roles operator", 0)
    key = said(books, "serno key add scanner --user olga -q", 0).strip()
    books.environment["SERNO_TOKEN"] = key
    said(books, "serno product add NO --name No", 4, "not allowed for your role")
    said(books, "serno user list", 4, "not allowed")
    said(books, "serno do hold X --hold recall --reason r", 4, "not allowed for your role")
    said(books, "serno key add another", 4, "cannot make keys")
    said(books, "serno product show NOPE", 3)
    books.environment.pop("SERNO_TOKEN")
    said(books, "serno location add YARD --kind site -q && serno do receive -p VIA --location YARD Y1 -q", 0)
    said(books, "serno do move Y1 --location YARD -q", 0, environment={"SERNO_TOKEN": key})
    out = said(books, "serno history Y1 --json", 0)
    check("the ledger names who did it, and with what", [(e["actor"], e["device"]) for e in json.loads(out)] ==
          [("olga", "cli"), ("local:tester", "cli")], out)
    books.environment.pop("SERNO_URL")


def ends(books, config):
    said(books, "serno logout", 0, "Signed out")
    check("the token is forgotten", "token" not in open(config, encoding="utf-8").read().replace("# ", ""))
    books.process.send_signal(signal.SIGKILL)
    books.process.wait(DEADLINE_S)
    said(books, "serno product list --db .books.db", 0, "VIA")  # whoever is killed holds nothing
    said(books, "serno do move Y1 --location YARD --db .books.db", 0, "in_stock")
    said(books, "serno doctor --db .books.db", 0, "0 differences")
    books.process.stdout.close()
    books.process = None


def tls(books):
    """A certificate is checked; --ca-file says whose are trusted."""
    if not shutil.which("openssl"):
        print("no openssl: TLS is not tried")
        return
    books.run("openssl req -x509 -newkey rsa:2048 -nodes -keyout key.pem -out cert.pem -days 2 -subj /CN=127.0.0.1 "
              "-addext subjectAltName=IP:127.0.0.1", check=True)
    server = subprocess.Popen([books.serno, "serve", "--db", "beside.db", "--port", "0", "--cert", "cert.pem", "--key", "key.pem"],
                              cwd=books.directory, env=books.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    url = re.search(rb"https://\S+[0-9]", server.stdout.readline()).group(0).decode()
    said(books, f"serno product list --url {url}", 5, "cannot be reached")
    said(books, f"serno product list --url {url} --ca-file cert.pem", 4, "Sign in first")
    said(books, f"serno product list --url {url}", 4, "Sign in first", environment={"SERNO_CA": "cert.pem"})
    server.terminate()
    server.stdout.close()
    check("the TLS server ends well", server.wait(DEADLINE_S) == 0)


def main():
    books = Books(os.path.abspath(sys.argv[1]), "server")
    url, token = holds(books)
    strangers(books, url, token)
    config = signs_in(books, url)
    stays_home(books, config)
    reads_beside(books)
    roles(books, url)
    ends(books, config)
    tls(books)
    wrong = books.close()
    check("the end", not wrong, wrong)
    print(f"{counts['passed']} passed, {counts['failed']} failed")
    sys.exit(1 if counts["failed"] else 0)


if __name__ == "__main__":
    main()
