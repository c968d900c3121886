/*
 * health: is the server up and its database readable? For load balancers and for people who wonder.
 */
#include "api/handlers.h"
#include "api/reply.h"
#include "api/state.h"
#include "store/ledger.h"

enum http_outcome api_health(struct call *call)
{
    struct buf body = {0};
    struct json_out o;
    int64_t seq = 0;
    msec recorded_at;
    if (!ctx_check(api_ctx(call), store_event_last(api_ctx(call)->db, &seq, &recorded_at)))
        return api_problem(call);
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_z(&o, "status", "ok");
    json_field_z(&o, "version", SERNO_VERSION);
    json_field_int(&o, "uptime_s", (api_ctx(call)->now - call->app->started_at) / 1000);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}
