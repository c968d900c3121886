/*
 * state: what is in struct app. For src/api only.
 */
#ifndef API_STATE_H
#define API_STATE_H

#include <stdatomic.h>

#include "api/app.h"
#include "api/board.h"
#include "api/gather.h"
#include "api/stream.h"
#include "api/identity.h"
#include "api/practice.h"
#include "api/job.h"
#include "api/link_door.h"
#include "api/prefixes.h"
#include "api/printing.h"
#include "api/readers.h"
#include "api/route.h"
#include "api/throttle.h"
#include "api/workers.h"

enum {
    HASHERS = 2,        /* passwords that are hashed at once: each takes 64 MiB and a core */
    HASHES_QUEUED = 64, /* more are refused: overloaded */
    BACKGROUND = 2,     /* slow routes at once */
    BACKGROUND_QUEUED = 64,
    DEVICES = 8, /* printers that are asked at once, and may not answer */
    DEVICES_QUEUED = 32,
    GATHERERS = 2,            /* of look-ups: one waits for the database while the other answers */
    BOOKS = 2,                /* workbooks that are made at once */
    EXPORTS_MAX = 4,          /* whole lists at once; each keeps a reading connection */
    READERS_SPARE = 5 + BOOKS /* hub, identities, printing; who makes a workbook */
};

struct app {
    struct log log;
    msec started_at;
    struct writer *writer;
    struct readers *readers;
    struct route_index *routes;
    struct identities *identities;
    struct throttle *throttle;
    struct workers *hashers, *background, *books, *devices;
    struct gather *gather; /* NULL: the database is near */
    struct hub *hub;
    struct board *board;
    struct link_door *links;
    struct prefixes *prefixes;
    struct jobs *jobs;
    struct printing *printing; /* NULL: without a network */
    struct http_server *http;  /* NULL: no network */
    uint32_t request_salt;     /* first half of the request ids made here */
    _Atomic uint32_t request_number;
    _Atomic int exports;
    _Atomic bool stopping;     /* what takes long gives up */
    struct practice *practice; /* NULL: without a network, or itself one */
    struct app *real;          /* of a practice company: where people are known */
    _Atomic msec purged_at;
    char *first_password; /* NULL: there were users already */
};

#endif
