/*
 * link_gate: how often strangers may ask. Buckets that fill at a steady rate, one for each network, one for each page, and one for all
 * together, so that public pages take a bounded share of the machine. The table has a fixed size: of those that share a place, the one
 * that was idle longest makes room. A page is known by its address as asked, whether there is such a thing or not.
 */
#ifndef API_LINK_GATE_H
#define API_LINK_GATE_H

#include "base/str.h"
#include "base/time.h"

enum {
    GATE_REPORTS_PER_MIN = 60, /* of everybody together */
    GATE_PAGE_TIMES = 4,       /* a page may be asked for so many times as often as one network may ask */
    GATE_PAGE_REPORTS_PER_H = 20,
    GATE_NETWORK_BYTES = 8
};

/* The part of an address that tells networks apart: /24 of IPv4, /48 of IPv6. Text that is no address counts as one network. */
struct gate_network {
    unsigned char bytes[GATE_NETWORK_BYTES];
};
struct gate_network gate_network_of(struct str address);

struct gate;

struct gate *gate_new(void);
void gate_free(struct gate *g); /* NULL is fine */
/* May this network have this page now, when so many go out to one and to all? 0: yes; otherwise the seconds to wait. */
int gate_view(struct gate *g, struct gate_network n, struct str page, int64_t per_minute, int64_t per_second_all,
              msec now);
/* May it leave a report there? */
int gate_report(struct gate *g, struct gate_network n, struct str page, int64_t per_hour, msec now);

#endif
