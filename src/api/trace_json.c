#include "api/trace_json.h"

#include "api/unit_json.h"

static void put_item(struct json_out *o, const struct trace_item *item, bool inside)
{
    const struct trace_link *l = &item->link;
    json_begin_object(o);
    json_field_int(o, "depth", l->depth);
    json_field_int(o, inside ? "inside" : "contains", inside ? l->parent_id : l->child_id);
    json_field_time(o, "from", l->from);
    json_field_time(o, "to", l->to);
    if (l->depth > 1) {
        json_field_time(o, "chain_from", l->chain_from);
        json_field_time(o, "chain_to", l->chain_to);
    }
    json_key(o, "unit");
    unit_json_row(o, &item->unit);
    json_end_object(o);
}

static void put_items(struct json_out *o, const struct trace *t, bool inside)
{
    json_key(o, "items");
    json_begin_array(o);
    for (size_t i = 0; i < t->count; i++)
        put_item(o, &t->items[i], inside);
    json_end_array(o);
    json_field_bool(o, "more", t->more);
}

static void put_holders(struct json_out *o, const struct trace *t)
{
    json_key(o, "holders");
    json_begin_array(o);
    for (size_t i = 0; i < t->holders.count; i++) {
        const struct trace_holder *h = &t->holders.items[i];
        json_begin_object(o);
        json_field_str(o, "party", h->party.code);
        json_field_str(o, "party_name", h->party.name);
        json_field_time(o, "from", h->from);
        json_field_time(o, "to", h->to);
        json_field_int(o, "seq", h->from_seq);
        json_field_z(o, "status", status_names[h->status]);
        json_end_object(o);
    }
    json_end_array(o);
}

/* Each supplier and each lot once, of the unit itself and of all that was inside. */
static bool seen_supplier(const struct trace *t, size_t before, struct str code)
{
    bool seen = str_eq(t->unit.supplier.code, code);
    for (size_t i = 0; i < before && !seen; i++)
        seen = str_eq(t->items[i].unit.supplier.code, code);
    return seen;
}

static void put_suppliers(struct json_out *o, const struct trace *t)
{
    json_key(o, "suppliers");
    json_begin_array(o);
    if (!str_empty(t->unit.supplier.code))
        json_put_str(o, t->unit.supplier.code);
    for (size_t i = 0; i < t->count; i++) {
        struct str code = t->items[i].unit.supplier.code;
        if (!str_empty(code) && !seen_supplier(t, i, code))
            json_put_str(o, code);
    }
    json_end_array(o);
}

static bool seen_lot(const struct trace *t, size_t before, int64_t lot)
{
    bool seen = t->unit.unit.lot_id == lot;
    for (size_t i = 0; i < before && !seen; i++)
        seen = t->items[i].unit.unit.lot_id == lot;
    return seen;
}

static void put_lot(struct json_out *o, const struct unit_view *v)
{
    json_begin_object(o);
    json_field_str(o, "product", v->product.code);
    json_field_str(o, "lot", v->lot);
    json_end_object(o);
}

static void put_lots(struct json_out *o, const struct trace *t)
{
    json_key(o, "lots");
    json_begin_array(o);
    if (t->unit.unit.lot_id)
        put_lot(o, &t->unit);
    for (size_t i = 0; i < t->count; i++) {
        int64_t lot = t->items[i].unit.unit.lot_id;
        if (lot && !seen_lot(t, i, lot))
            put_lot(o, &t->items[i].unit);
    }
    json_end_array(o);
}

enum http_outcome trace_json_reply(struct call *call, const struct trace *t, const char *direction)
{
    struct buf body = {0};
    struct json_out o;
    bool forward = direction && strcmp(direction, "forward") == 0;
    json_out_init(&o, &body);
    json_begin_object(&o);
    json_key(&o, "unit");
    unit_json_row(&o, &t->unit);
    if (direction)
        json_field_z(&o, "direction", direction);
    put_items(&o, t, !forward);
    if (forward) {
        put_holders(&o, t);
        json_key(&o, "top");
        unit_json_row(&o, &t->top);
    } else if (direction) {
        put_suppliers(&o, t);
        put_lots(&o, t);
    }
    json_end_object(&o);
    return api_reply_json(call, 200, &body);
}
