/*
 * import_job: an import whose client does not wait for the answer: it is read and run as a job (job.h). When it is cancelled, all
 * that it has written so far is undone.
 */
#include "api/import_options.h"
#include "api/job.h"
#include "api/reply.h"
#include "api/state.h"

struct input {
    struct writer_job job; /* first */
    struct import_options options;
    struct str text;
    struct import *im;
    struct import_outcome outcome;
};

bool api_import_async_wanted(struct call *call)
{
    struct str list = http_header(&call->x->request, "Prefer");
    while (list.len) {
        size_t end = str_find(list, ',');
        if (str_ieq(str_trim(str_slice(list, 0, end)), STR("respond-async")))
            return true;
        list = str_slice(list, end + 1, list.len);
    }
    return false;
}

static bool run_writing(struct writer_job *job)
{
    struct input *in = (struct input *)job;
    if (!service_import_run(&job->ctx, writer_ledger(job), in->im, &in->outcome))
        return false;
    job->wrote = in->outcome.id != 0;
    return true;
}

/* On the writer's thread, waited for. */
static bool write(struct job_work *work, struct input *in)
{
    in->job.run = run_writing;
    in->job.ctx = work->ctx;
    bool ok = writer_call(work->app->writer, &in->job);
    struct ctx *ctx = &in->job.ctx;
    work->ctx.refusal = ctx->refusal;
    work->ctx.failure = ctx->failure;
    work->ctx.failure_text = ctx->failure_text;
    work->unknown = in->job.unknown;
    if (!ok && !refused(&ctx->refusal) && ctx->failure == DB_OK)
        return ctx_refuse(&work->ctx, REFUSED_OVERLOADED, NULL, "Too many commands are waiting.");
    return ok;
}

static bool run(struct job_work *work)
{
    struct input *in = work->input;
    in->options.progress = work->progress;
    if (!service_import_read(&work->ctx, &in->options, in->text, &in->im) || !write(work, in))
        return false;
    const struct import_outcome *o = &in->outcome;
    work->import_id = o->id;
    buf_str(&work->result, o->report);
    if (o->id && !o->written) {
        api_import_refuse(&work->ctx, o);
        return false;
    }
    return true;
}

static void print_about(struct buf *out, const struct import_options *o)
{
    struct json_out j;
    json_out_init(&j, out);
    json_begin_object(&j);
    json_field_z(&j, "kind", import_kind_names[o->kind]);
    json_field_z(&j, "mode", import_mode_names[o->mode]);
    json_end_object(&j);
}

static struct import_choices copy_choices(struct arena *a, const struct import_choices *c)
{
    struct import_choice *items = ARENA_ARRAY(a, c->count + 1, struct import_choice);
    for (size_t i = 0; i < c->count; i++) {
        struct str field = c->items[i].field;
        items[i].header = arena_str(a, c->items[i].header);
        items[i].field = field.ptr ? arena_str(a, field) : field;
    }
    return (struct import_choices){items, c->count};
}

enum http_outcome api_import_async(struct call *call, const struct import_options *o)
{
    struct job *job = job_new(call, JOB_IMPORT);
    struct job_work *work = job_work(job);
    struct arena *a = work->ctx.arena;
    struct input *in = ARENA_NEW(a, struct input);
    in->options = *o;
    in->options.choices = copy_choices(a, &o->choices);
    in->text = arena_str(a, call->x->request.body);
    work->input = in;
    work->run = run;
    work->held = in->text.len;
    print_about(&work->about, o);
    api_reply_header(call, "Preference-Applied", STR("respond-async"));
    return api_job_reply(call, job);
}
