/*
 * unit_many: units that changed, written with one statement: where the database is far, each statement costs more than a row.
 */
#include <assert.h>
#include <stddef.h>
#include <stdlib.h>

#include "store/unit.h"

/* Columns of the query unit_update_many, in order. */
enum many_type { WIDE, NARROW, TEXT };
#define OF(member) offsetof(struct unit, member)
static const struct {
    enum many_type type;
    size_t at;
} columns[] = {
    {WIDE, OF(id)},         {WIDE, OF(changed_at)}, {WIDE, OF(last_seq)},    {WIDE, OF(events)},
    {WIDE, OF(product_id)}, {NARROW, OF(status)},   {NARROW, OF(holds)},     {WIDE, OF(location_id)},
    {WIDE, OF(party_id)},   {WIDE, OF(owner_id)},   {WIDE, OF(supplier_id)}, {WIDE, OF(parent_id)},
    {WIDE, OF(package_id)}, {WIDE, OF(lot_id)},     {WIDE, OF(received_at)}, {WIDE, OF(warranty_from)},
    {TEXT, OF(order_ref)},  {TEXT, OF(attributes)},
};
enum { COLUMNS = sizeof columns / sizeof columns[0] };

/* One value of a column. */
union cell {
    int64_t number;
    struct str text;
};

static int64_t number_of(const struct unit *u, int column)
{
    const void *at = (const char *)u + columns[column].at;
    return columns[column].type == WIDE ? *(const int64_t *)at : *(const int *)at;
}

static void bind_numbers(struct query *q, int column, const struct unit *units, size_t count, int64_t *room)
{
    for (size_t i = 0; i < count; i++)
        room[i] = number_of(&units[i], column);
    query_ints(q, column + 1, room, count);
}

static void bind_texts(struct query *q, int column, const struct unit *units, size_t count, struct str *room)
{
    for (size_t i = 0; i < count; i++)
        room[i] = *(const struct str *)(const void *)((const char *)&units[i] + columns[column].at);
    query_strs(q, column + 1, room, count);
}

enum db_result store_unit_update_many(struct db *db, const struct unit *units, size_t count)
{
    static_assert(sizeof(enum status) == sizeof(int) && sizeof(unsigned) == sizeof(int), "both are read as int");
    struct query *q = db_query(db, Q_UNIT_UPDATE_MANY);
    union cell *room = calloc(COLUMNS * count + 1, sizeof *room);
    assert(room);
    for (int i = 0; i < COLUMNS; i++) {
        void *own = room + (size_t)i * count;
        if (columns[i].type == TEXT)
            bind_texts(q, i, units, count, own);
        else
            bind_numbers(q, i, units, count, own);
    }
    enum db_result r = query_send(q);
    free(room);
    return r;
}
