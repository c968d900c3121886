#!/usr/bin/env python3
"""How the web application is given out: which file for which address, packed how, kept how long, guarded by which headers. In a
program that was built without it, the page that says so."""
import gzip
import os
import re
import ssl
import subprocess
import sys
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import harness  # noqa: E402
from harness import check, check_reply, equal  # noqa: E402

GUARDS = {
    "Content-Security-Policy": ("default-src 'self'", "script-src 'self' 'wasm-unsafe-eval';", "object-src 'none'", "base-uri 'none'",
                                "frame-ancestors 'none'", "form-action 'self'", "connect-src 'self'"),
    "X-Content-Type-Options": ("nosniff",),
    "Referrer-Policy": ("same-origin",),
    "Permissions-Policy": ("camera=(self)", "microphone=()", "geolocation=()"),
    "Cross-Origin-Opener-Policy": ("same-origin",),
    "Cross-Origin-Resource-Policy": ("same-origin",),
}
TYPES = {"js": "text/javascript; charset=utf-8", "css": "text/css; charset=utf-8", "woff2": "font/woff2", "svg": "image/svg+xml",
         "png": "image/png", "wasm": "application/wasm", "webmanifest": "application/manifest+json"}


FILE_GUARDS = {
    "Content-Security-Policy": ("default-src '",),
    "X-Content-Type-Options": ("nosniff",),
    "Cross-Origin-Resource-Policy": ("same-origin",),
}


def check_guards(name, reply, guards=None):
    for header, wanted in (guards or GUARDS).items():
        value = reply.headers[header] or ""
        missing = [text for text in wanted if text not in value]
        check(f"{name}: {header}", not missing, f"no {missing} in {value!r}")
    scripts = re.search(r"(?:script|default)-src ([^;]*)", reply.headers["Content-Security-Policy"]).group(1)
    check(f"{name}: no inline scripts", "unsafe-inline" not in scripts and "unsafe-eval'" not in scripts.replace("wasm-unsafe-eval'", ""),
          scripts)


def test_addresses(client, index):
    """Pages lead to index.html, whatever is in their names; files and addresses of the API do not."""
    for path in ("/", "/index.html", "/units", "/units/CAM-4K/CAM.00001", "/products/A%2FB", "/practice", "/practice/scan", "/scan?mode=move",
                 "/v1x", "/locations/BER.A1"):
        reply = client.get(path)
        equal(f"GET {path}", (reply.status, reply.headers["Content-Type"], reply.body), (200, "text/html; charset=utf-8", index))
    for path in ("/favicon.nothing", "/v1", "/v1/", "/v1/nothing", "/v1/nothing.js", "/practice/v1/nothing"):
        check_reply(f"GET {path}", client.get(path), 404, None)
        equal(f"GET {path} is a problem", client.get(path).headers["Content-Type"], "application/problem+json")
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        check_reply(f"{method} of a page", client.request(method, "/units", {}), 404, {"code": "no_route"})
    check_reply("the API goes before", client.get("/healthz"), 200, {"status": "ok"})
    equal("so do its pages", client.get("/docs/refusals").headers["Content-Type"], "text/markdown; charset=utf-8")


def test_head(client):
    get, head = client.get("/"), client.request("HEAD", "/")
    equal("HEAD", (head.status, head.body, head.headers["Content-Length"]), (200, b"", str(len(get.body))))


def test_again(client):
    """What has not changed is not sent again."""
    first = client.get("/")
    tag = first.headers["ETag"]
    equal("index.html is asked for each time", first.headers["Cache-Control"], "no-cache")
    for name, header, status in [("the tag", tag, 304), ("weak", f"W/{tag}", 304), ("one of several", f'"x", {tag}', 304),
                                 ("another", '"x"', 200)]:
        reply = client.get("/", If_None_Match=header)
        equal(f"If-None-Match: {name}", (reply.status, reply.headers["ETag"]), (status, tag))
        check_guards(f"If-None-Match: {name}", reply)


def test_packing(client, path):
    """A file that packing makes smaller, in each form."""
    plain = client.get(path)
    check("as it is", plain.status == 200 and plain.headers["Content-Encoding"] is None and len(plain.body) > 1000, plain.status)
    equal("it needs no tag: its name changes with it", plain.headers["ETag"], None)
    for accept, coding in [("br", "br"), ("gzip", "gzip"), ("gzip, deflate, br, zstd", "br"), ("gzip;q=1, br;q=0.5", "br"),
                           ("br;q=0, gzip", "gzip"), ("*", "br"), ("gzip;q=0", None), ("deflate", None), ("identity", None),
                           ("br;q=0, gzip;q=0, *", None)]:
        reply = client.get(path, Accept_Encoding=accept)
        equal(f"{accept}: coding", reply.headers["Content-Encoding"], coding)
        equal(f"{accept}: varies", reply.headers.get_all("Vary"), ["Accept-Encoding"])
        body = gzip.decompress(reply.body) if coding == "gzip" else reply.body
        check(f"{accept}: content", body == plain.body if coding != "br" else len(body) < len(plain.body))
        check_guards(f"{accept}", reply, FILE_GUARDS)


def test_tags(client, path):
    """Each form of a file whose name stays has a tag of its own."""
    tags = set()
    for accept in ("identity", "gzip", "br"):
        reply = client.get(path, Accept_Encoding=accept)
        tags.add(reply.headers["ETag"])
        equal(f"{path}, {accept}: once more", client.get(path, Accept_Encoding=accept, If_None_Match=reply.headers["ETag"]).status, 304)
    equal(f"{path}: tags", len(tags), 3)


def test_files(client, index):
    """Everything that index.html names is there, typed, and kept for good when its name changes with its content."""
    names = re.findall(r'(?:src|href)="(/[^"]+)"', index.decode())
    check("index.html has scripts", any(n.endswith(".js") for n in names), names)
    for name in names:
        reply = client.get(name)
        equal(f"{name}: found", (reply.status, reply.headers["Content-Type"]), (200, TYPES[name.rsplit(".", 1)[1]]))
        equal(f"{name}: kept", reply.headers["Cache-Control"],
              "public, max-age=31536000, immutable" if name.startswith("/assets/") else "no-cache")
        check_guards(name, reply, FILE_GUARDS)
    for name in ("/assets/none-12345678.js", "/assets/", "/assets/none", "/none.js"):
        check_reply(f"{name} is not there", client.get(name), 404, {"code": "no_route"})
    for name in ("/sw.js", "/manifest.webmanifest"):
        reply = client.get(name)
        equal(f"{name}: found and asked for each time", (reply.status, reply.headers["Cache-Control"]), (200, "no-cache"))
    test_tags(client, "/sw.js")
    test_packing(client, next(n for n in names if n.startswith("/assets/") and n.endswith(".js")))
    check("index.html has no script of its own", not re.search(rb"<script(?![^>]*\bsrc=)[^>]*>", index))


def test_tls():
    """Over TLS a browser is told to stay with it."""
    with harness.Server() as plain:
        equal("no promise without TLS", plain.client().get("/").headers["Strict-Transport-Security"], None)
        certificate, key = (os.path.join(plain.folder, name) for name in ("cert.pem", "key.pem"))
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate, "-days", "2", "-subj",
                        "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1"], check=True, stderr=subprocess.DEVNULL)
        with harness.Server("--cert", certificate, "--key", key) as server:
            context = ssl.create_default_context(cafile=certificate)
            with urllib.request.urlopen(f"https://127.0.0.1:{server.port}/", context=context) as reply:
                equal("Strict-Transport-Security", reply.headers["Strict-Transport-Security"], "max-age=31536000")


def main():
    with harness.Server() as server:
        client = server.client()
        index = client.get("/").body
        built_in = b"was not built into this program" not in index
        test_addresses(client, index)
        test_head(client)
        test_again(client)
        check_guards("a page", client.get("/units"))
        if built_in:
            test_files(client, index)
    test_tls()
    harness.finish()


main()
