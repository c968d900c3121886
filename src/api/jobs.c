/*
 * jobs: /v1/jobs: what takes long, how far it is, and an end to it. The registry is in job.c.
 */
#include "api/handlers.h"
#include "api/job.h"
#include "api/reply.h"
#include "api/state.h"

enum http_outcome api_jobs_list(struct call *call)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_key(&o, "items");
    json_begin_array(&o);
    jobs_print(call->app->jobs, &api_ctx(call)->actor, &o);
    json_end_array(&o);
    json_key(&o, "next"); /* as lists have it; there are never more than one page */
    json_put_null(&o);
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}

static enum http_outcome reply_job(struct call *call)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    if (job_print(call->app->jobs, api_ctx(call), api_param(call, "id"), &o))
        return api_reply_json(call, 200, &body);
    buf_free(&body);
    return api_problem(call);
}

enum http_outcome api_jobs_get(struct call *call)
{
    return reply_job(call);
}

enum http_outcome api_jobs_cancel(struct call *call)
{
    return job_cancel(call->app->jobs, api_ctx(call), api_param(call, "id")) ? reply_job(call) : api_problem(call);
}
