#include "api/reading_json.h"

#include "gs1/udi.h"

static void fields(struct json_out *o, const struct gs1_reading *r)
{
    json_key(o, "fields");
    json_begin_object(o);
    for (size_t i = 0; i < r->field_count; i++)
        json_field_str(o, gs1_field_names[r->fields[i].field], r->fields[i].value);
    json_end_object(o);
}

static void elements(struct json_out *o, const struct gs1_message *m)
{
    if (m->count == 0)
        return;
    json_key(o, "elements");
    json_begin_array(o);
    for (size_t i = 0; i < m->count; i++) {
        json_begin_object(o);
        json_field_z(o, "ai", m->items[i].number);
        json_field_z(o, "title", m->items[i].ai->title);
        json_field_str(o, "value", m->items[i].value);
        json_end_object(o);
    }
    json_end_array(o);
}

static void parts(struct json_out *o, const struct gs1_reading *r)
{
    if (r->part_count == 0)
        return;
    json_key(o, "parts");
    json_begin_array(o);
    for (size_t i = 0; i < r->part_count; i++) {
        json_begin_object(o);
        json_field_z(o, "id", r->parts[i].id);
        if (r->parts[i].title)
            json_field_z(o, "title", r->parts[i].title);
        json_field_str(o, "value", r->parts[i].value);
        json_end_object(o);
    }
    json_end_array(o);
}

static void udi(struct json_out *o, const struct gs1_reading *r)
{
    struct gs1_udi u;
    if (!gs1_udi_of(r, &u))
        return;
    json_key(o, "udi");
    json_begin_object(o);
    json_field_z(o, "issuer", gs1_udi_issuers[u.issuer]);
    json_field_str(o, "di", u.di);
    json_field_opt(o, "lot", u.lot);
    json_field_opt(o, "serial", u.serial);
    json_field_opt(o, "expiry", u.expiry);
    json_field_opt(o, "production_date", u.production_date);
    json_end_object(o);
}

void reading_json_problem(struct json_out *o, const char *name, const struct gs1_problem *p)
{
    json_key(o, name);
    json_begin_object(o);
    json_field_z(o, "rule", gs1_rule_texts[p->rule].name);
    json_field_opt(o, "ai", str_of(p->ai));
    json_field_int(o, "position", (int64_t)p->at + 1);
    json_field_z(o, "detail", p->text);
    json_end_object(o);
}

void reading_json_members(struct json_out *o, const struct gs1_reading *r)
{
    json_field_z(o, "carrier", gs1_carrier_names[r->carrier]);
    if (r->symbology)
        json_field_z(o, "symbology", r->symbology->name);
    fields(o, r);
    elements(o, &r->message);
    parts(o, r);
    udi(o, r);
    if (r->doubt.rule)
        reading_json_problem(o, "doubt", &r->doubt);
}
