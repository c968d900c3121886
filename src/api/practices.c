/*
 * practices: /v1/practice: a company to practise with is made, told of, and removed (practice.h).
 */
#include "api/handlers.h"
#include "api/practice.h"
#include "api/reply.h"
#include "api/state.h"

static void put_lesson(struct json_out *o, const struct training_lesson *l)
{
    json_key(o, l->mode);
    json_begin_object(o);
    json_field_opt(o, "product", l->product);
    json_field_opt(o, "location", l->location);
    json_field_opt(o, "party", l->party);
    json_field_opt(o, "order", l->order);
    json_field_opt(o, "package", l->package);
    json_key(o, "serials");
    json_begin_array(o);
    for (int i = 0; i < l->serial_count; i++)
        json_put_str(o, l->serials[i]);
    json_end_array(o);
    json_field_opt(o, "missing", l->missing);
    json_end_object(o);
}

static enum http_outcome reply(struct call *call, int status)
{
    struct practice_facts facts;
    struct buf body = {0};
    struct json_out o;
    practice_look(call->app->practice, api_arena(call), &facts);
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_bool(&o, "ready", facts.ready);
    json_field_bool(&o, "making", facts.making);
    if (facts.ready) {
        api_json_time(&o, "made_at", facts.made_at);
        json_field_str(&o, "made_by", facts.made_by);
        json_field_int(&o, "units", facts.units);
        json_field_int(&o, "size", facts.training.size);
        json_key(&o, "codes");
        json_begin_object(&o);
        for (int i = 0; i < TRAINING_LESSONS; i++)
            put_lesson(&o, &facts.training.lessons[i]);
        json_end_object(&o);
    }
    json_end_object(&o);
    return api_reply_json(call, status, &body);
}

static enum http_outcome only_on_a_server(struct call *call)
{
    return api_refuse(call, REFUSED_NO_PRACTICE, NULL, "Only a server has a practice company.");
}

enum http_outcome api_practice_get(struct call *call)
{
    return call->app->practice ? reply(call, 200) : only_on_a_server(call);
}

enum http_outcome api_practice_make(struct call *call)
{
    if (!call->app->practice)
        return only_on_a_server(call);
    return practice_make(call->app->practice, api_ctx(call)) ? reply(call, 201) : api_problem(call);
}

enum http_outcome api_practice_end(struct call *call)
{
    if (!call->app->practice)
        return only_on_a_server(call);
    practice_end(call->app->practice);
    return api_reply_nothing(call);
}
