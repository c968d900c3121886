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

/* What is asked for, and on its way through the writer. */
struct asked {
    struct command command; /* first: prepared */
    struct command_result result;
    struct work *work; /* decided, not yet written */
};

static bool foresee(struct writer_job *job)
{
    struct call *call = (struct call *)job;
    return service_command_foresee(api_ctx(call), writer_ledger(job), &((struct asked *)call->work_state)->command);
}

static bool finish(struct call *call, void *state)
{
    struct asked *asked = state;
    if (!service_command_write(asked->work))
        return false;
    answer(call, &asked->result);
    return true;
}

static bool run(struct call *call, void *state)
{
    struct asked *asked = state;
    struct command_result *result = &asked->result;
    struct ctx *ctx = api_ctx(call);
    if (!service_command_decide(ctx, writer_ledger(&call->job), &asked->command, result, &asked->work)) {
        if (result->refusal_count > 1)
            call->errors = service_refusals_json(ctx->arena, result->refusals, result->refusal_count);
        return false;
    }
    call->job.wrote = !result->replayed;
    if (!asked->work) {
        answer(call, result);
        return true;
    }
    service_command_numbers(asked->work, &call->job.numbers);
    api_write_later(call, finish);
    return true;
}

enum http_outcome api_command(struct call *call)
{
    struct str name = api_param(call, "command");
    int code = lifecycle_command_by_name(name);
    if (code < 0)
        return api_refuse(call, REFUSED_UNKNOWN_COMMAND, NULL, "there is no command '%.*s'", STR_ARG(name));
    struct asked *asked = ARENA_NEW(api_arena(call), struct asked);
    if (!asked)
        return api_failure(call, DB_FAILED);
    struct command *c = &asked->command;
    struct ctx *ctx = api_ctx(call);
    if (!api_command_parse(call, (enum command_code)code, c) || !service_authorise_given(ctx, c) ||
        !command_prepare(ctx->arena, c, ctx->now, &ctx->refusal))
        return api_problem(call);
    call->job.keeps_masters = true;
    call->job.weight = c->row_count;
    call->job.foresee = foresee;
    return api_write(call, run, asked);
}
