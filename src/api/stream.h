/*
 * stream: tells those who listen (GET /v1/stream) of every event, as server-sent events. One thread reads each new event once and
 * makes its text; listeners copy it from a ring, and read the ledger themselves only when they are further behind.
 */
#ifndef API_STREAM_H
#define API_STREAM_H

#include <stdint.h>

struct hub;
struct app;

enum { STREAM_LISTENERS_MAX = 256, STREAM_BEAT_S = 15 };

/* beat(app) is called about every STREAM_BEAT_S seconds on the hub's thread. */
struct hub *stream_start(struct app *app, void (*beat)(struct app *app));
/* Ends the hub's thread; what is announced afterwards is not told to anybody. All streams must have ended. */
void stream_stop(struct hub *h);
/* After stream_stop, when nobody announces any more. */
void stream_free(struct hub *h);
/* A writer_listener. */
void stream_announce(void *hub, int64_t first_seq, int64_t last_seq);
/* Where the ledger stands when the hub begins: nothing up to there is news. */
void stream_begin(struct hub *h, int64_t last_seq);
/* All listeners look again: the app is stopping. */
void stream_rouse(struct hub *h);
int stream_listeners(struct hub *h);

#endif
