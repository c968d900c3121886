/*
 * encode: bound values in the binary form of the types that the server wants for them (PostgreSQL's *_recv functions).
 */
#include <assert.h>
#include <endian.h>
#include <stdio.h>

#include "store/postgres/pq.h"

enum { NUMBER_BYTES = 24 }; /* any number, also as decimal text */

Oid pq_type_of(const struct pq_value *v)
{
    static const Oid types[] = {
        [PQ_UNBOUND] = 0,          [PQ_NULL] = 0,
        [PQ_NUMBER] = PQ_INT8,     [PQ_STR] = PQ_TEXT,
        [PQ_BLOB] = PQ_BYTEA,      [PQ_NUMBERS] = PQ_INT8_ARRAY,
        [PQ_STRS] = PQ_TEXT_ARRAY, [PQ_BLOBS] = PQ_BYTEA_ARRAY,
    };
    return types[v->kind];
}

/* ---- numbers ---- */

/* Bytes of an integer type, 0: it is none. */
static int int_bytes(Oid type)
{
    switch (type) {
    case PQ_INT8:
        return 8;
    case PQ_INT4:
    case PQ_OID:
        return 4;
    case PQ_INT2:
        return 2;
    case PQ_BOOL:
        return 1;
    default:
        return 0;
    }
}

static bool int_fits(Oid type, int64_t v)
{
    switch (type) {
    case PQ_INT4:
        return v >= INT32_MIN && v <= INT32_MAX;
    case PQ_OID:
        return v >= 0 && v <= UINT32_MAX;
    case PQ_INT2:
        return v >= INT16_MIN && v <= INT16_MAX;
    case PQ_BOOL:
        return v == 0 || v == 1;
    default:
        return true;
    }
}

/* The last bytes of a number in network order. */
static void put_int(char *to, int bytes, int64_t v)
{
    uint64_t wire = htobe64((uint64_t)v);
    memcpy(to, (const char *)&wire + 8 - bytes, (size_t)bytes);
}

static int put_float(char *to, int64_t v)
{
    double d = (double)v;
    int64_t bits;
    memcpy(&bits, &d, sizeof bits);
    put_int(to, 8, bits);
    return 8;
}

/* v as the type wants it, in at most NUMBER_BYTES; -1: it does not fit. */
static int encode_number(char *to, Oid type, int64_t v)
{
    int bytes = int_bytes(type);
    if (bytes && int_fits(type, v)) {
        put_int(to, bytes, v);
        return bytes;
    }
    if (type == PQ_FLOAT8)
        return put_float(to, v);
    if (type == PQ_TEXT || type == PQ_VARCHAR)
        return snprintf(to, NUMBER_BYTES, "%lld", (long long)v);
    return -1;
}

/* ---- arrays ---- */

static Oid element_of(Oid array)
{
    switch (array) {
    case PQ_INT8_ARRAY:
        return PQ_INT8;
    case PQ_INT4_ARRAY:
        return PQ_INT4;
    case PQ_INT2_ARRAY:
        return PQ_INT2;
    case PQ_TEXT_ARRAY:
        return PQ_TEXT;
    case PQ_VARCHAR_ARRAY:
        return PQ_VARCHAR;
    case PQ_BYTEA_ARRAY:
        return PQ_BYTEA;
    default:
        return 0;
    }
}

static void add_int32(struct buf *out, int64_t v)
{
    buf_reserve(out, 4);
    put_int(out->ptr + out->len, 4, v);
    out->len += 4;
}

static bool add_number(struct buf *out, Oid type, int64_t v)
{
    int bytes = int_bytes(type);
    if (!bytes || !int_fits(type, v))
        return false;
    add_int32(out, bytes);
    buf_reserve(out, (size_t)bytes);
    put_int(out->ptr + out->len, bytes, v);
    out->len += (size_t)bytes;
    return true;
}

/* A text without bytes is an empty one, as it is when it is bound alone. */
static bool add_bytes(struct buf *out, Oid type, struct str v)
{
    if (int_bytes(type))
        return false;
    add_int32(out, (int64_t)v.len);
    buf_add(out, v.ptr, v.len);
    return true;
}

static bool encode_array(struct buf *out, Oid type, const struct pq_value *v)
{
    Oid element = element_of(type);
    add_int32(out, v->len > 0); /* dimensions */
    add_int32(out, 0);          /* no NULL in it */
    add_int32(out, element);
    if (v->len) {
        add_int32(out, (int64_t)v->len);
        add_int32(out, 1); /* the first index */
    }
    bool ok = element != 0;
    for (size_t i = 0; i < v->len && ok; i++)
        ok = v->kind == PQ_NUMBERS ? add_number(out, element, ((const int64_t *)v->bytes)[i])
                                   : add_bytes(out, element, ((const struct str *)v->bytes)[i]);
    return ok;
}

/* ---- all values of a statement ---- */

char *pq_lay_out(struct pq *db, int n, struct pq_encoded *ret)
{
    size_t count = (size_t)n + 1;
    buf_clear(&db->pointers);
    buf_reserve(&db->pointers, count * (sizeof(char *) + 2 * sizeof(int) + NUMBER_BYTES));
    ret->bytes = (const char **)(void *)db->pointers.ptr;
    ret->lengths = (int *)(void *)(ret->bytes + count);
    ret->formats = ret->lengths + count;
    return (char *)(ret->formats + count);
}

static bool encode_bytes(const struct pq_value *v, Oid type, const char **ret_bytes, int *ret_length)
{
    if (int_bytes(type) || element_of(type))
        return false;
    *ret_bytes = v->bytes ? v->bytes : "";
    *ret_length = (int)v->len;
    return true;
}

static bool encode_one(struct pq *db, const struct pq_value *v, Oid type, char *number, const char **ret_bytes,
                       int *ret_length)
{
    size_t from = db->scratch.len;
    switch (v->kind) {
    case PQ_UNBOUND:
    case PQ_NULL:
        *ret_bytes = NULL;
        return true;
    case PQ_NUMBER:
        *ret_length = encode_number(number, type, v->number);
        *ret_bytes = number;
        return *ret_length >= 0;
    case PQ_STR:
    case PQ_BLOB:
        return encode_bytes(v, type, ret_bytes, ret_length);
    default:
        if (!encode_array(&db->scratch, type, v))
            return false;
        *ret_length = (int)(db->scratch.len - from);
        return true;
    }
}

static bool is_array(const struct pq_value *v)
{
    return v->kind >= PQ_NUMBERS;
}

/* The scratch may have moved while it grew: arrays get their addresses at the end. */
static void place_arrays(struct pq_query *q, struct pq_encoded *e)
{
    size_t from = 0;
    for (int i = 1; i <= q->params; i++)
        if (is_array(&q->values[i])) {
            e->bytes[i - 1] = q->db->scratch.ptr + from;
            from += (size_t)e->lengths[i - 1];
        }
}

bool pq_encode(struct pq_query *q, struct pq_encoded *ret)
{
    char *numbers = pq_lay_out(q->db, q->params, ret);
    buf_clear(&q->db->scratch);
    for (int i = 1; i <= q->params; i++, numbers += NUMBER_BYTES) {
        ret->lengths[i - 1] = 0;
        ret->formats[i - 1] = 1;
        if (!encode_one(q->db, &q->values[i], q->types[i], numbers, &ret->bytes[i - 1], &ret->lengths[i - 1])) {
            pq_note_own(q->db, DB_FAILED, "%s: value %d does not fit the database's type %u",
                        q->id < Q_COUNT ? query_texts[q->id].name : q->sql, i, q->types[i]);
            return false;
        }
    }
    place_arrays(q, ret);
    return true;
}
