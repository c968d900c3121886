"""Are the acknowledged scans in the ledger? Asked twice: over HTTP, and with psql from the rows themselves."""
import collections
import json
import urllib.parse

import server


def over_http(address, token):
    """(event id, seq) of all events, as a client reads them."""
    found, after = [], 0
    while True:
        query = urllib.parse.urlencode({"after_seq": after, "limit": 1000})
        status, body = server.call(address, "GET", f"/v1/events?{query}", token=token)
        assert status == 200, body
        if not body["items"]:
            return found
        found += [(event["id"], event["seq"]) for event in body["items"]]
        after = found[-1][1]


def from_rows(cluster):
    """The same from the table; the id as it is written, not as it is indexed."""
    rows = cluster.psql("SELECT seq, convert_from(body, 'UTF8')::json->>'id' FROM event ORDER BY seq")
    return [(id_, int(seq)) for seq, id_ in rows]


class Verdict:
    """missing: acknowledged events that are not there, or elsewhere. doubled: events that are there more than once."""

    def __init__(self, acks, found):
        self.acknowledged = len(acks)
        there = collections.Counter(found)
        ids = collections.Counter(id_ for id_, _ in found)
        self.missing = [f"{id_} as event {seq}" for ack in acks for id_, seq in ack.events if (id_, seq) not in there]
        self.doubled = [id_ for id_, count in ids.items() if count > 1]
        seqs = sorted(seq for _, seq in found)
        self.gaps = [seq for seq, place in zip(seqs, range(1, len(seqs) + 1)) if seq != place][:1]

    def __str__(self):
        return json.dumps({name: value for name, value in vars(self).items()})
