/*
 * commands: POST /v1/commands/{command}: what somebody asks for becomes events, or a refusal.
 */
#include "api/command_parse.h"
#include "api/handlers.h"
#include "api/unit_json.h"
#include "api/write.h"
#include "service/authorise.h"
#include "service/command.h"

static void unit_members(struct json_out *o, const struct command_result *r)
{
    json_begin_object(o);
    json_field_int(o, "id", r->unit.id);
    json_field_str(o, "product", r->unit.product.code);
    json_field_str(o, "serial", r->unit.serial);
    json_field_z(o, "status", status_names[r->unit_status]);
    json_field_opt(o, "location", r->unit_location);
    json_field_opt(o, "party", r->unit_party);
    json_end_object(o);
}

static void event_members(struct json_out *o, const struct command_result *r)
{
    json_key(o, "events");
    json_begin_array(o);
    for (size_t i = 0; i < r->event_count; i++) {
        json_begin_object(o);
        json_field_id(o, "id", r->events[i].id);
        json_field_int(o, "seq", r->events[i].seq);
        json_field_int(o, "units", (int64_t)r->events[i].units);
        json_end_object(o);
    }
    json_end_array(o);
}

static void answer(struct call *call, const struct command_result *r)
{
    struct buf body = {0};
    struct json_out o;
    char time[TIME_TEXT_MAX];
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_field_id(&o, "id", r->id);
    json_field_z(&o, "command", lifecycle_commands[r->code].name);
    json_field_str(&o, "time", (struct str){time, time_print(r->time, time)});
    json_field_time(&o, "recorded", r->recorded_at);
    event_members(&o, r);
    json_field_int(&o, "units", (int64_t)r->unit_count);
    if (r->has_unit) {
        json_key(&o, "unit");
        unit_members(&o, r);
    }
    if (r->refused.len) {
        json_key(&o, "refused");
        json_put_raw(&o, r->refused);
    }
    json_end_object(&o);
    if (r->replayed)
        api_reply_header(call, "Idempotent-Replayed", STR("true"));
    api_reply_json(call, r->replayed ? 200 : 201, &body);
}

static bool run(struct call *call, void *state)
{
    struct command_result result;
    struct ctx *ctx = api_ctx(call);
    if (!service_command(ctx, writer_ledger(&call->job), state, &result)) {
        if (result.refusal_count > 1)
            call->errors = service_refusals_json(ctx->arena, result.refusals, result.refusal_count);
        return false;
    }
    call->job.wrote = !result.replayed;
    answer(call, &result);
    return true;
}

enum http_outcome api_command(struct call *call)
{
    struct str name = api_param(call, "command");
    int code = lifecycle_command_by_name(name);
    if (code < 0)
        return api_refuse(call, REFUSED_UNKNOWN_COMMAND, NULL, "there is no command '%.*s'", STR_ARG(name));
    struct command *c = ARENA_NEW(api_arena(call), struct command);
    if (!c)
        return api_failure(call, DB_FAILED);
    struct ctx *ctx = api_ctx(call);
    if (!api_command_parse(call, (enum command_code)code, c) || !service_authorise_command(ctx, c->code) ||
        !command_prepare(ctx->arena, c, ctx->now, &ctx->refusal))
        return api_problem(call);
    call->job.keeps_masters = true;
    return api_write(call, run, c);
}
