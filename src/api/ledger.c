/*
 * ledger: size and root of the ledger, and proofs for those who want to check for themselves. Events are in events.c.
 */
#include "api/handlers.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/state.h"
#include "service/proof.h"

static void put_hash(struct json_out *o, const char *name, struct hash h)
{
    char hex[65];
    hash_hex(h, hex);
    json_field_z(o, name, hex);
}

static void put_proof(struct json_out *o, const struct merkle_proof *p)
{
    json_key(o, "proof");
    json_begin_array(o);
    for (size_t i = 0; i < p->count; i++) {
        char hex[65];
        hash_hex(p->hashes[i], hex);
        json_put_str(o, str_of(hex));
    }
    json_end_array(o);
}

static enum http_outcome reply_head(struct call *call, int64_t size)
{
    struct ledger_head head;
    writer_settle(call->app->writer);
    if (!service_ledger_head(api_ctx(call), size, &head))
        return api_problem(call);
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_int(&o, "size", head.size);
    put_hash(&o, "root", head.root);
    api_json_time_opt(&o, "recorded_at", head.recorded_at);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

enum http_outcome api_ledger(struct call *call)
{
    struct api_query q;
    api_query_open(&q, call);
    return api_query_close(&q) ? reply_head(call, LEDGER_NOW) : api_problem(call);
}

/* A size in the query; the refusal when it must be there and is not. */
static void read_size(struct api_query *q, const char *name, int64_t least, bool needed, int64_t *ret)
{
    if (!api_query_int(q, name, least, INT64_MAX, ret) && needed)
        api_query_refuse(q, name, "is needed: a number of events");
}

enum http_outcome api_ledger_root(struct call *call)
{
    struct api_query q;
    int64_t size = LEDGER_NOW;
    api_query_open(&q, call);
    read_size(&q, "size", 0, true, &size);
    return api_query_close(&q) ? reply_head(call, size) : api_problem(call);
}

enum http_outcome api_ledger_consistency(struct call *call)
{
    struct api_query q;
    int64_t from = 0, to = LEDGER_NOW;
    api_query_open(&q, call);
    read_size(&q, "from", 1, true, &from);
    read_size(&q, "to", 1, false, &to);
    struct ledger_consistency c;
    writer_settle(call->app->writer);
    if (!api_query_close(&q) || !service_ledger_consistency(api_ctx(call), from, to, &c))
        return api_problem(call);
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_int(&o, "from", c.from.size);
    json_field_int(&o, "to", c.to.size);
    put_hash(&o, "from_root", c.from.root);
    put_hash(&o, "to_root", c.to.root);
    put_proof(&o, &c.proof);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

enum http_outcome api_event_proof(struct call *call)
{
    struct api_query q;
    int64_t size = LEDGER_NOW;
    api_query_open(&q, call);
    read_size(&q, "size", 1, false, &size);
    struct event_proof p;
    writer_settle(call->app->writer);
    if (!api_query_close(&q) || !service_event_proof(api_ctx(call), api_param(call, "id"), size, &p))
        return api_problem(call);
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    put_hash(&o, "leaf", p.leaf);
    json_field_int(&o, "index", p.seq - 1);
    json_field_int(&o, "size", p.head.size);
    put_hash(&o, "root", p.head.root);
    put_proof(&o, &p.proof);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}
