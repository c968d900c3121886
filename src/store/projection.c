#include "store/projection.h"

#define NUMBER(name)                                                                                                   \
    {                                                                                                                  \
        (name), false                                                                                                  \
    }
#define TEXT(name)                                                                                                     \
    {                                                                                                                  \
        (name), true                                                                                                   \
    }

const struct projection projections[] = {
    {"package", Q_PROJECTION_PACKAGE, 1, {NUMBER("id"), TEXT("code"), NUMBER("parent_id"), NUMBER("created_at")}},
    {"unit",
     Q_PROJECTION_UNIT,
     1,
     {NUMBER("id"), NUMBER("product_id"), TEXT("serial"), NUMBER("status"), NUMBER("holds"), NUMBER("location_id"),
      NUMBER("party_id"), NUMBER("owner_id"), NUMBER("supplier_id"), NUMBER("parent_id"), NUMBER("package_id"),
      NUMBER("lot_id"), TEXT("order_ref"), NUMBER("received_at"), NUMBER("warranty_from"), NUMBER("changed_at"),
      NUMBER("last_seq"), NUMBER("events"), TEXT("attributes")}},
    {"event_unit",
     Q_PROJECTION_EVENT_UNIT,
     2,
     {NUMBER("unit_id"), NUMBER("seq"), NUMBER("command"), NUMBER("carried"), NUMBER("event_time"), NUMBER("status"),
      NUMBER("location_id"), NUMBER("party_id"), NUMBER("actor_id")}},
    {"unit_tail", Q_PROJECTION_UNIT_TAIL, 3, {NUMBER("grp"), TEXT("tail"), NUMBER("unit_id")}},
    {"former_serial", Q_PROJECTION_FORMER_SERIAL, 2, {TEXT("serial"), NUMBER("product_id"), NUMBER("unit_id")}},
    {"unit_identifier", Q_PROJECTION_UNIT_IDENTIFIER, 2, {TEXT("value"), TEXT("kind"), NUMBER("unit_id")}},
    {"containment",
     Q_PROJECTION_CONTAINMENT,
     2,
     {NUMBER("child_id"), NUMBER("from_seq"), NUMBER("parent_id"), NUMBER("from_time"), NUMBER("to_seq"),
      NUMBER("to_time")}},
    {"stock",
     Q_PROJECTION_STOCK,
     3,
     {NUMBER("product_id"), NUMBER("location_id"), NUMBER("status"), NUMBER("quantity")}},
};
const int projection_count = sizeof projections / sizeof projections[0];

static int int_cmp(int64_t a, int64_t b)
{
    return a < b ? -1 : a > b;
}

/* NULL goes before everything. */
static int value_cmp(const struct projection *p, struct query *a, struct query *b, int column)
{
    bool a_null = query_col_null(a, column), b_null = query_col_null(b, column);
    if (a_null || b_null)
        return (int)b_null - (int)a_null;
    return p->columns[column].text ? str_cmp(query_col_str(a, column), query_col_str(b, column))
                                   : int_cmp(query_col_int(a, column), query_col_int(b, column));
}

int projection_key_cmp(const struct projection *p, struct query *a, struct query *b)
{
    int order = 0;
    for (int i = 0; i < p->keys && order == 0; i++)
        order = value_cmp(p, a, b, i);
    return order;
}

int projection_difference(const struct projection *p, int from, struct query *a, struct query *b)
{
    for (int i = from; i < PROJECTION_COLUMNS_MAX && p->columns[i].name; i++)
        if (value_cmp(p, a, b, i) != 0)
            return i;
    return -1;
}

struct str projection_text(const struct projection *p, struct query *row, int column, struct arena *a)
{
    if (query_col_null(row, column))
        return STR("NULL");
    return p->columns[column].text ? query_col_copy(row, column, a)
                                   : arena_fmt(a, "%lld", (long long)query_col_int(row, column));
}

struct str projection_key_text(const struct projection *p, struct query *row, struct arena *a)
{
    struct str text = projection_text(p, row, 0, a);
    for (int i = 1; i < p->keys; i++) {
        struct str next = projection_text(p, row, i, a);
        text = arena_fmt(a, "%.*s, %.*s", STR_ARG(text), STR_ARG(next));
    }
    return text;
}
