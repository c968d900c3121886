#include "api/print_json.h"

#include "domain/label_field.h"

static void put_id(struct json_out *o, const char *name, struct id id)
{
    char text[ID_TEXT_LEN + 1];
    id_print(id, text);
    json_field_z(o, name, text);
}

static void put_problem(struct json_out *o, const struct print_job *j)
{
    if (j->problem != PRINT_FINE) {
        json_field_z(o, "problem", print_problem_names[j->problem]);
        json_field_opt(o, "detail", j->detail);
    }
    if (j->tries)
        json_field_int(o, "tries", j->tries);
    api_json_time_opt(o, "next_try_at", j->next_try_at);
}

void print_job_json(struct json_out *o, const struct print_job *j)
{
    put_id(o, "id", j->id);
    json_field_z(o, "state", print_state_names[j->state]);
    put_problem(o, j);
    json_field_str(o, "printer", j->printer);
    json_field_str(o, "template", j->template);
    json_field_z(o, "for", label_for_names[j->target]);
    json_field_str(o, "actor", j->actor);
    json_field_opt(o, "device", j->device);
    api_json_time(o, "created_at", j->created_at);
    api_json_time_opt(o, "started_at", j->started_at);
    api_json_time_opt(o, "ended_at", j->ended_at);
    json_field_opt(o, "ended_by", j->ended_by);
    json_field_int(o, "labels", j->labels);
    if (j->reprint_of) {
        put_id(o, "reprint_of", j->reprint_id);
        json_field_str(o, "reason", j->reason);
    }
    json_field_int(o, "version", j->version);
}

void print_view_json(struct json_out *o, const struct print_view *v)
{
    const struct print_counts *c = &v->counts;
    print_job_json(o, &v->job);
    json_key(o, "progress");
    json_begin_object(o);
    for (int s = 0; s < LABEL_STATE_TOTAL; s++)
        json_field_int(o, label_state_names[s], c->in[s]);
    json_field_int(o, "out", c->in[LABEL_SENT] + c->in[LABEL_CONFIRMED]);
    json_end_object(o);
    json_key(o, "read_back");
    json_begin_object(o);
    json_field_int(o, "right", c->right);
    json_field_int(o, "wrong", v->job.wrong_scans);
    json_field_int(o, "missing", print_missing(c));
    json_end_object(o);
}

void print_label_json(struct json_out *o, const struct print_label *l)
{
    json_field_int(o, "position", l->position);
    json_field_z(o, "state", label_state_names[label_shown(l)]);
    json_field_str(o, "code", l->code);
    if (!str_eq(l->code, l->now))
        json_field_str(o, "now", l->now);
    json_field_opt(o, "product", l->sku);
    if (l->unit_id)
        json_field_int(o, "unit", l->unit_id);
    api_json_time_opt(o, "sent_at", l->sent_at);
    api_json_time(o, "changed_at", l->changed_at);
    json_field_opt(o, "decided_by", l->decided_by);
    json_field_int(o, "prints", l->prints);
    api_json_time_opt(o, "verified_at", l->verified_at);
    json_field_opt(o, "verified_by", l->verified_by);
    json_key(o, "data");
    json_put_raw(o, l->data);
}

enum http_outcome print_view_reply(struct call *call, int status, const struct print_view *v)
{
    struct buf body = {0};
    struct json_out o;
    json_out_init(&o, &body);
    json_begin_object(&o);
    print_view_json(&o, v);
    json_end_object(&o);
    api_etag(call, v->job.version);
    return api_reply_json(call, status, &body);
}

bool print_param_id(struct call *call, struct id *ret)
{
    struct str text = api_param(call, "id");
    return id_parse(text, ret) ||
           ctx_refuse(api_ctx(call), REFUSED_NOT_FOUND, NULL, "'%.*s' is no id of a print job.", STR_ARG(text));
}
