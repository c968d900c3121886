/*
 * Eight clients of PostgreSQL, each a thread with a connection of its own that does one statement after another and waits for each,
 * as a plain program does.
 */
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/id.h"
#include "bench/raw_postgres.h"
#include "domain/lifecycle.h"

enum { CLIENTS = 8 };
enum statement { FIND, EVENT, MOVE, HISTORY, STOCK, STATEMENTS };

static const char *const texts[STATEMENTS] = {
    [FIND] = "SELECT " PG_UNIT_COLUMNS " FROM unit WHERE serial = $1 AND product_id = $2 FOR UPDATE",
    [EVENT] = "INSERT INTO event (" PG_EVENT_COLUMNS ") VALUES (nextval('bench_seq'), $1, $1, 1, $2, 1, $3, $4,"
              " $5, $6, NULL, $7) RETURNING seq",
    [MOVE] = "UPDATE unit SET changed_at = $2, last_seq = $3, events = events + 1, location_id = $4 WHERE id = $1",
    [HISTORY] = "INSERT INTO event_unit (" PG_HISTORY_COLUMNS ") VALUES ($1, $2, $3, 1, $4, NULL, $5, 0, $6)",
    [STOCK] = PG_STOCK,
};
static const char *const look_up_text = "SELECT " PG_UNIT_COLUMNS " FROM unit WHERE serial = $1 AND product_id = $2";

struct client;

struct crowd {
    const char *url;
    const char *const *texts;
    int text_count;
    bool (*act)(struct client *c);
    int64_t product, first_bin;
    long range;
    pthread_barrier_t ready; /* all clients have their statements */
    int64_t nanoseconds;
    char body[PG_BODY_MAX];
};

struct client {
    struct crowd *crowd;
    struct pg_link link;
    int number;
    uint64_t random;
    long done;
    int64_t started, ended;
    bool ok;
};

static long random_below(struct client *c, long below)
{
    c->random ^= c->random << 13;
    c->random ^= c->random >> 7;
    c->random ^= c->random << 17;
    return (long)(c->random % (uint64_t)below);
}

/* A unit picked at random; NULL and an error when it is not there. */
static PGresult *find(struct client *c)
{
    char serial[32];
    struct pg_row row = {0};
    int len = snprintf(serial, sizeof serial, "SN%010ld", random_below(c, c->crowd->range));
    pg_bytes(&row, serial, (size_t)len);
    pg_int(&row, 8, c->crowd->product);
    PGresult *found = pg_run(&c->link, FIND, &row);
    if (!found || PQntuples(found) == 1)
        return found;
    snprintf(c->link.error, sizeof c->link.error, "there is no unit %s", serial);
    PQclear(found);
    return NULL;
}

static bool look_up(struct client *c)
{
    PGresult *found = find(c);
    for (int i = 0; found && i < PQnfields(found); i++)
        (void)PQgetlength(found, 0, i);
    PQclear(found);
    return found != NULL;
}

/* ---- a scan ---- */

struct scan {
    int64_t unit, from, to, seq;
    int status;
    msec now;
};

static bool insert_event(struct client *c, struct scan *s)
{
    static const char zeros[32];
    struct pg_row row = {0};
    s->now = time_now();
    struct id id = id_new(s->now);
    pg_int(&row, 8, s->now);
    pg_int(&row, 8, s->to);
    pg_int(&row, 2, COMMAND_MOVE);
    pg_bytes(&row, id.bytes, sizeof id.bytes);
    pg_bytes(&row, zeros, 16);
    pg_bytes(&row, zeros, 32);
    pg_bytes(&row, c->crowd->body, PG_BODY_BYTES);
    PGresult *result = pg_run(&c->link, EVENT, &row);
    s->seq = result ? pg_get(result, 0, 0) : 0;
    PQclear(result);
    return s->seq > 0;
}

static bool move_unit(struct client *c, const struct scan *s)
{
    struct pg_row row = {0};
    pg_int(&row, 8, s->unit);
    pg_int(&row, 8, s->now);
    pg_int(&row, 8, s->seq);
    pg_int(&row, 8, s->to);
    return pg_do(&c->link, MOVE, &row);
}

static bool insert_history(struct client *c, const struct scan *s)
{
    struct pg_row row = {0};
    pg_int(&row, 8, s->unit);
    pg_int(&row, 8, s->seq);
    pg_int(&row, 8, s->now);
    pg_int(&row, 8, s->to);
    pg_int(&row, 2, COMMAND_MOVE);
    pg_int(&row, 2, s->status);
    return pg_do(&c->link, HISTORY, &row);
}

/* In rows of this client, so that none waits for another one's commit. */
static bool count(struct client *c, const struct scan *s, int64_t location, int by)
{
    struct pg_row row = {0};
    pg_int(&row, 8, c->crowd->product);
    pg_int(&row, 8, location);
    pg_int(&row, 8, by);
    pg_int(&row, 2, s->status);
    pg_int(&row, 2, c->number + 1);
    return pg_do(&c->link, STOCK, &row);
}

static bool scan(struct client *c)
{
    if (!pg_exec(&c->link, "BEGIN"))
        return false;
    PGresult *found = find(c);
    if (!found)
        return false;
    struct scan s = {.unit = pg_get(found, 0, PG_ID),
                     .from = pg_get(found, 0, PG_LOCATION),
                     .to = c->crowd->first_bin + random_below(c, PG_BINS),
                     .status = (int)pg_get(found, 0, PG_STATUS)};
    PQclear(found);
    bool ok = insert_event(c, &s) && move_unit(c, &s) && insert_history(c, &s);
    if (ok && s.from != s.to)
        ok = count(c, &s, s.from, -1) && count(c, &s, s.to, 1);
    return ok && pg_exec(&c->link, "COMMIT");
}

/* ---- all clients ---- */

static void *run_client(void *state)
{
    struct client *c = state;
    struct crowd *crowd = c->crowd;
    c->ok = pg_open(&c->link, crowd->url) && pg_prepare_all(&c->link, crowd->texts, crowd->text_count);
    pthread_barrier_wait(&crowd->ready);
    c->started = c->ended = time_monotonic_ns();
    while (c->ok && c->ended - c->started < crowd->nanoseconds) {
        c->ok = crowd->act(c);
        c->done += c->ok;
        c->ended = time_monotonic_ns();
    }
    pg_close(&c->link);
    return NULL;
}

static double run_crowd(struct crowd *crowd, char error[200])
{
    struct client clients[CLIENTS];
    pthread_t threads[CLIENTS];
    double rate = 0;
    pthread_barrier_init(&crowd->ready, NULL, CLIENTS);
    for (int i = 0; i < CLIENTS; i++) {
        clients[i] =
            (struct client){.crowd = crowd, .number = i, .random = UINT64_C(88172645463325252) + (uint64_t)i * 7919};
        if (pthread_create(&threads[i], NULL, run_client, &clients[i]) != 0)
            abort(); /* the others wait for it */
    }
    for (int i = 0; i < CLIENTS; i++) {
        pthread_join(threads[i], NULL);
        if (!clients[i].ok) {
            snprintf(error, 200, "%.199s", clients[i].link.error);
            rate = -1;
        } else if (rate >= 0) {
            rate += (double)clients[i].done / ((double)(clients[i].ended - clients[i].started) / 1e9);
        }
    }
    pthread_barrier_destroy(&crowd->ready);
    return rate;
}

/* What all clients know. */
static bool know(struct crowd *crowd, bool writes, char error[200])
{
    struct pg_link link;
    bool ok = pg_open(&link, crowd->url);
    crowd->product = ok ? pg_number(&link, "SELECT id FROM product WHERE sku = 'THING'") : 0;
    crowd->first_bin = ok ? pg_number(&link, "SELECT id FROM location WHERE code = 'B0000'") : 0;
    ok = ok && (!writes ||
                (pg_body(&link, crowd->body) && pg_exec(&link, "CREATE SEQUENCE IF NOT EXISTS bench_seq CACHE 1") &&
                 pg_exec(&link, "SELECT setval('bench_seq', max(seq)) FROM event")));
    if (!ok)
        snprintf(error, 200, "%.199s", link.error);
    pg_close(&link);
    return ok;
}

double pg_scans(const char *url, double seconds, long range, char error[200])
{
    struct crowd crowd = {.url = url,
                          .texts = texts,
                          .text_count = STATEMENTS,
                          .act = scan,
                          .range = range,
                          .nanoseconds = (int64_t)(seconds * 1e9)};
    return know(&crowd, true, error) ? run_crowd(&crowd, error) : -1;
}

double pg_look_ups(const char *url, double seconds, long range, char error[200])
{
    struct crowd crowd = {.url = url,
                          .texts = &look_up_text,
                          .text_count = 1,
                          .act = look_up,
                          .range = range,
                          .nanoseconds = (int64_t)(seconds * 1e9)};
    return know(&crowd, false, error) ? run_crowd(&crowd, error) : -1;
}
