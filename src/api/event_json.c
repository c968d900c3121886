#include "api/event_json.h"

#include "api/list.h"
#include "api/unit_json.h"

const char *const event_csv_columns[] = {"seq",     "id",    "command", "time",     "recorded", "actor",
                                         "device",  "units", "status",  "location", "party",    "order",
                                         "package", "lot",   "hold",    "reason",   "note",     NULL};

void event_json_terms(struct json_out *o, const struct event *e)
{
    const struct event_terms *t = &e->terms;
    json_field_opt(o, "device", e->device);
    json_field_opt(o, "order", t->order);
    json_field_opt(o, "choice", t->choice);
    json_field_opt(o, "package", t->package.code);
    json_field_opt(o, "lot", t->lot.code);
    json_field_opt(o, "parent_product", t->parent_sku);
    json_field_opt(o, "parent_serial", t->parent.code);
    if (t->hold >= 0)
        json_field_z(o, "hold", hold_names[t->hold]);
    json_field_opt(o, "count", t->count);
    json_field_opt(o, "reason", t->reason);
    json_field_opt(o, "note", t->note);
    json_field_time(o, "due", t->due);
    if (t->covered >= 0)
        json_field_bool(o, "covered", t->covered == 1);
    if (!id_eq(t->undo, (struct id){0}))
        json_field_id(o, "undo", t->undo);
}

static struct str time_text(struct time_zoned t, char out[TIME_TEXT_MAX])
{
    return (struct str){out, time_print(t, out)};
}

void event_json_item_members(struct json_out *o, const struct event_item *item)
{
    const struct event *e = &item->event;
    char time[TIME_TEXT_MAX];
    json_field_int(o, "seq", item->seq);
    json_field_id(o, "id", e->id);
    json_field_z(o, "command", lifecycle_commands[e->terms.command].name);
    json_field_str(o, "time", time_text(e->time, time));
    json_field_time(o, "recorded", e->recorded_at);
    json_field_str(o, "actor", e->actor.code);
    json_field_int(o, "units", item->units);
    if (e->terms.to != STATUS_NONE)
        json_field_z(o, "status", status_names[e->terms.to]);
    json_field_opt(o, "location", e->terms.location.code);
    json_field_opt(o, "party", e->terms.party.code);
    event_json_terms(o, e);
}

void event_json_item(struct json_out *o, const struct event_item *item)
{
    json_begin_object(o);
    event_json_item_members(o, item);
    json_end_object(o);
}

void event_csv_item(struct api_cells *out, const struct event_item *item)
{
    const struct event *e = &item->event;
    const struct event_terms *t = &e->terms;
    char id[ID_TEXT_LEN + 1];
    id_print(e->id, id);
    api_cell_int(out, item->seq, true);
    api_cell_str(out, (struct str){id, ID_TEXT_LEN}, false);
    api_cell_str(out, str_of(lifecycle_commands[t->command].name), false);
    api_cell_time(out, e->time.at, false);
    api_cell_time(out, e->recorded_at, false);
    api_cell_str(out, e->actor.code, false);
    api_cell_str(out, e->device, false);
    api_cell_int(out, item->units, false);
    api_cell_str(out, str_of(t->to == STATUS_NONE ? "" : status_names[t->to]), false);
    api_cell_str(out, t->location.code, false);
    api_cell_str(out, t->party.code, false);
    api_cell_str(out, t->order, false);
    api_cell_str(out, t->package.code, false);
    api_cell_str(out, t->lot.code, false);
    api_cell_str(out, str_of(t->hold >= 0 ? hold_names[t->hold] : ""), false);
    api_cell_str(out, t->reason, false);
    api_cell_str(out, t->note, false);
}
