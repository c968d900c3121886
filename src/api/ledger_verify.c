/*
 * ledger_verify: POST /v1/ledger/verify: the check of the whole ledger (service/verify.h) as a job.
 */
#include "api/handlers.h"
#include "api/job.h"
#include "api/query.h"
#include "api/reply.h"
#include "api/state.h"
#include "service/verify.h"

struct input {
    bool expected;
    struct ledger_expect expect;
    struct ledger_report report;
};

static void put_finding(struct json_out *o, const struct ledger_finding *f)
{
    char id[ID_TEXT_LEN + 1];
    json_begin_object(o);
    if (f->seq)
        json_field_int(o, "seq", f->seq);
    if (f->has_id) {
        id_print(f->id, id);
        json_field_z(o, "id", id);
    }
    json_field_str(o, "what", f->what);
    json_end_object(o);
}

static void print_report(struct buf *out, const struct ledger_report *r)
{
    char root[65];
    struct json_out o;
    hash_hex(r->root, root);
    json_out_init(&o, out);
    json_begin_object(&o);
    json_field_int(&o, "size", r->size);
    json_field_int(&o, "units", r->units);
    api_json_time_opt(&o, "recorded_at", r->recorded_at);
    if (r->has_root)
        json_field_z(&o, "root", root);
    json_field_int(&o, "bad", r->bad);
    json_field_bool(&o, "more", r->more);
    json_key(&o, "findings");
    json_begin_array(&o);
    for (size_t i = 0; i < r->finding_count; i++)
        put_finding(&o, &r->findings[i]);
    json_end_array(&o);
    json_end_object(&o);
}

static bool run(struct job_work *work)
{
    struct input *in = work->input;
    writer_settle(work->app->writer);
    if (!ctx_check(&work->ctx, readers_take(work->app->readers, &work->ctx.db)))
        return false;
    bool ok = service_ledger_verify(&work->ctx, in->expected ? &in->expect : NULL, work->progress, &in->report);
    readers_give(work->app->readers, work->ctx.db);
    work->ctx.db = NULL;
    if (ok)
        print_report(&work->result, &in->report);
    return ok;
}

/* expect=SIZE:ROOT */
static bool read_expected(struct call *call, bool *ret_given, struct ledger_expect *ret)
{
    struct api_query q;
    api_query_open(&q, call);
    struct str text = api_query_str(&q, "expect");
    *ret_given = text.ptr != NULL;
    if (*ret_given && !service_expect_parse(text, ret))
        api_query_refuse(&q, "expect", "it is of the form SIZE:ROOT, as an earlier look at the ledger gave them");
    return api_query_close(&q);
}

enum http_outcome api_ledger_verify(struct call *call)
{
    bool given;
    struct ledger_expect expect = {0};
    if (!read_expected(call, &given, &expect))
        return api_problem(call);
    struct job *job = job_new(call, JOB_VERIFY);
    struct job_work *work = job_work(job);
    struct input *in = ARENA_NEW(work->ctx.arena, struct input);
    in->expected = given;
    in->expect = expect;
    work->input = in;
    work->run = run;
    return api_job_reply(call, job);
}
