#!/usr/bin/env python3
"""Checks that relative links in README.md and docs/ lead to a file or folder that is there, and anchors to a heading."""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^#+\s+(.*?)\s*$", re.MULTILINE)
ANCHOR = re.compile(r'<a (?:id|name)="([^"]+)"')


def anchors(path):
    """The anchors of a page, made from its headings as web views of repositories make them."""
    text = FENCE.sub("", path.read_text(encoding="utf-8"))
    slugs = (re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in HEADING.findall(text))
    return set(slugs) | set(ANCHOR.findall(text))


def complaint(page, link):
    """What is wrong with a link of a page; None when nothing is."""
    if re.match(r"[a-z]+:", link):
        return None
    name, _, anchor = link.partition("#")
    target = (page.parent / name).resolve() if name else page
    if not target.exists():
        return "leads nowhere"
    if anchor and target.suffix == ".md" and anchor not in anchors(target):
        return "has no such heading at its end"
    return None


def main():
    found = []
    for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]:
        for link in LINK.findall(FENCE.sub("", page.read_text(encoding="utf-8"))):
            wrong = complaint(page, link)
            if wrong:
                found.append(f"{page.relative_to(ROOT)}: {link} {wrong}")
    print("\n".join(found), end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
