#include "store/link.h"

/* ---- keys ---- */

enum db_result store_link_keys(struct db *db, struct arena *a, struct link_key **ret, size_t *ret_count)
{
    struct link_key *keys = ARENA_ARRAY(a, LINK_KEYS_MAX, struct link_key);
    size_t count = 0;
    if (!keys)
        return DB_FAILED;
    struct query *q = db_query(db, Q_LINK_KEY_LIST);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW && count < LINK_KEYS_MAX) {
        struct str secret = query_col_str(q, 1);
        keys[count].version = (int)query_col_int(q, 0);
        keys[count].retired_at = query_col_int(q, 2);
        keys[count].created_at = query_col_int(q, 3);
        memcpy(keys[count].secret, secret.ptr, secret.len < LINK_KEY_BYTES ? secret.len : LINK_KEY_BYTES);
        count++;
    }
    query_end(q);
    if (r != DB_DONE && r != DB_ROW)
        return r;
    *ret = keys;
    *ret_count = count;
    return DB_OK;
}

enum db_result store_link_key_insert(struct db *db, const struct link_key *k, msec now)
{
    struct query *q = db_query(db, Q_LINK_KEY_INSERT);
    query_int(q, 1, k->version);
    query_blob(q, 2, k->secret, sizeof k->secret);
    query_int(q, 3, now);
    return query_run(q);
}

enum db_result store_link_keys_retire(struct db *db, int version, msec now)
{
    struct query *q = db_query(db, Q_LINK_KEY_RETIRE);
    query_int(q, 1, version);
    query_int(q, 2, now);
    return query_run(q);
}

/* ---- settings ---- */

enum db_result store_link_settings_get(struct db *db, struct arena *a, struct link_settings *ret)
{
    struct query *q = db_query(db, Q_LINK_SETTING_GET);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = (struct link_settings){
            .pages = query_col_int(q, 0) != 0,
            .form = query_col_int(q, 1) ? LINK_DIGITAL : LINK_TOKEN,
            .shown = (unsigned)query_col_int(q, 2),
            .actions = (unsigned)query_col_int(q, 3),
            .contact = query_col_copy(q, 4, a),
            .behind_proxy = query_col_int(q, 5) != 0,
            .pages_per_second = query_col_int(q, 6),
            .views_per_minute = query_col_int(q, 7),
            .reports_per_hour = query_col_int(q, 8),
            .window_hours = query_col_int(q, 9),
            .networks_max = query_col_int(q, 10),
            .switches_max = query_col_int(q, 11),
            .version = query_col_int(q, 12),
        };
    query_end(q);
    return r;
}

enum db_result store_link_settings_put(struct db *db, const struct link_settings *s)
{
    struct query *q = db_query(db, s->version ? Q_LINK_SETTING_UPDATE : Q_LINK_SETTING_INSERT);
    query_int(q, 1, s->pages);
    query_int(q, 2, s->form);
    query_int(q, 3, s->shown);
    query_int(q, 4, s->actions);
    query_str(q, 5, s->contact);
    query_int(q, 6, s->behind_proxy);
    query_int(q, 7, s->pages_per_second);
    query_int(q, 8, s->views_per_minute);
    query_int(q, 9, s->reports_per_hour);
    query_int(q, 10, s->window_hours);
    query_int(q, 11, s->networks_max);
    query_int(q, 12, s->switches_max);
    if (s->version)
        query_int(q, 13, s->version);
    enum db_result r = query_run(q);
    return r == DB_UNIQUE || (r == DB_OK && db_changes(db) == 0) ? DB_DONE : r;
}

/* ---- products without pages ---- */

enum db_result store_link_hidden(struct db *db, int64_t product_id)
{
    struct query *q = db_query(db, Q_LINK_HIDDEN_GET);
    query_int(q, 1, product_id);
    enum db_result r = query_step(q);
    query_end(q);
    return r;
}

enum db_result store_link_hide(struct db *db, int64_t product_id, bool hidden)
{
    struct query *q = db_query(db, hidden ? Q_LINK_HIDDEN_PUT : Q_LINK_HIDDEN_DELETE);
    query_int(q, 1, product_id);
    return query_run(q);
}

/* ---- what a page needs ---- */

static enum db_result view_row(struct query *q, struct arena *a, struct link_view *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = (struct link_view){
            .unit_id = query_col_int(q, 0),
            .product_id = query_col_int(q, 1),
            .generation = query_col_int(q, 2),
            .product = query_col_copy(q, 3, a),
            .sku = query_col_copy(q, 4, a),
            .gtin = query_col_copy(q, 5, a),
            .serial = query_col_copy(q, 6, a),
            .lot = query_col_copy(q, 7, a),
            .expires = query_col_int(q, 8),
            .status = (enum status)query_col_int(q, 9),
            .holds = (unsigned)query_col_int(q, 10),
            .owned = query_col_int(q, 11) != 0,
            .warranty_from = query_col_int(q, 12),
            .warranty_months = query_col_int(q, 13),
            .hidden = query_col_int(q, 14) != 0,
            .suspect = query_col_int(q, 15) != 0,
        };
    query_end(q);
    return r;
}

enum db_result store_link_view_by_id(struct db *db, struct arena *a, int64_t unit_id, struct link_view *ret)
{
    struct query *q = db_query(db, Q_LINK_VIEW_BY_ID);
    query_int(q, 1, unit_id);
    return view_row(q, a, ret);
}

enum db_result store_link_view_by_gtin(struct db *db, struct arena *a, struct str gtin, struct str serial,
                                       struct link_view *ret)
{
    struct query *q = db_query(db, Q_LINK_VIEW_BY_GTIN);
    query_str(q, 1, gtin);
    query_str(q, 2, serial);
    return view_row(q, a, ret);
}

enum db_result store_link_view_by_number(struct db *db, struct arena *a, const char *kind, struct str number,
                                         struct str other, struct link_view *ret)
{
    struct query *q = db_query(db, Q_LINK_VIEW_BY_NUMBER);
    query_str(q, 1, number);
    query_str(q, 2, other);
    query_str(q, 3, str_of(kind));
    return view_row(q, a, ret);
}

enum db_result store_link_view_product(struct db *db, struct arena *a, struct str gtin, struct link_view *ret)
{
    struct query *q = db_query(db, Q_LINK_VIEW_PRODUCT);
    query_str(q, 1, gtin);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = (struct link_view){
            .product_id = query_col_int(q, 0),
            .product = query_col_copy(q, 1, a),
            .sku = query_col_copy(q, 2, a),
            .gtin = query_col_copy(q, 3, a),
            .hidden = query_col_int(q, 4) != 0,
        };
    query_end(q);
    return r;
}

enum db_result store_link_generation(struct db *db, int64_t unit_id, int64_t *ret)
{
    struct query *q = db_query(db, Q_LINK_GENERATION);
    query_int(q, 1, unit_id);
    enum db_result r = query_step(q);
    *ret = r == DB_ROW ? query_col_int(q, 0) : 0;
    query_end(q);
    return r == DB_ROW || r == DB_DONE ? DB_OK : r;
}

/* ---- targets ---- */

static void read_target(struct query *q, struct arena *a, struct link_target *t)
{
    *t = (struct link_target){
        .id = query_col_int(q, 0),
        .product_id = query_col_int(q, 1),
        .sku = query_col_copy(q, 2, a),
        .rel = query_col_copy(q, 3, a),
        .href = query_col_copy(q, 4, a),
        .title = query_col_copy(q, 5, a),
        .language = query_col_copy(q, 6, a),
        .media_type = query_col_copy(q, 7, a),
        .preferred = query_col_int(q, 8) != 0,
        .version = query_col_int(q, 9),
    };
}

enum db_result store_link_target_by_id(struct db *db, struct arena *a, int64_t id, struct link_target *ret)
{
    struct query *q = db_query(db, Q_LINK_TARGET_BY_ID);
    query_int(q, 1, id);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_target(q, a, ret);
    query_end(q);
    return r;
}

static enum db_result target_rows(struct query *q, struct arena *a, int limit, struct link_target **ret,
                                  size_t *ret_count)
{
    struct link_target *rows = ARENA_ARRAY(a, (size_t)limit, struct link_target);
    size_t count = 0;
    enum db_result r = rows ? DB_OK : DB_FAILED;
    while (rows && (r = query_step(q)) == DB_ROW)
        read_target(q, a, &rows[count++]);
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = rows;
    *ret_count = count;
    return DB_OK;
}

enum db_result store_link_target_list(struct db *db, struct arena *a, struct str sku, int64_t after, int limit,
                                      struct link_target **ret, size_t *ret_count)
{
    struct query *q = db_query(db, Q_LINK_TARGET_LIST);
    query_int(q, 1, after);
    query_str(q, 2, sku);
    query_int(q, 3, limit);
    return target_rows(q, a, limit, ret, ret_count);
}

enum db_result store_link_target_of(struct db *db, struct arena *a, int64_t product_id, int limit,
                                    struct link_target **ret, size_t *ret_count)
{
    struct query *q = db_query(db, Q_LINK_TARGET_OF);
    query_int(q, 1, product_id);
    query_int(q, 2, limit);
    return target_rows(q, a, limit, ret, ret_count);
}

enum db_result store_link_target_count(struct db *db, int64_t product_id, int64_t *ret)
{
    struct query *q = db_query(db, Q_LINK_TARGET_COUNT_OF);
    query_int(q, 1, product_id);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_int(q, 0);
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}

/* From the parameter at on. */
static void bind_target(struct query *q, int at, const struct link_target *t)
{
    query_str(q, at, t->rel);
    query_str(q, at + 1, t->href);
    query_str(q, at + 2, t->title);
    query_str(q, at + 3, t->language);
    query_str(q, at + 4, t->media_type);
    query_int(q, at + 5, t->preferred);
}

enum db_result store_link_target_insert(struct db *db, const struct link_target *t, int64_t *ret_id)
{
    struct query *q = db_query(db, Q_LINK_TARGET_INSERT);
    query_id(q, 1, t->product_id);
    bind_target(q, 2, t);
    enum db_result r = query_run(q);
    if (r == DB_OK)
        *ret_id = db_last_id(db);
    return r;
}

enum db_result store_link_target_update(struct db *db, const struct link_target *t)
{
    struct query *q = db_query(db, Q_LINK_TARGET_UPDATE);
    bind_target(q, 1, t);
    query_int(q, 7, t->id);
    query_int(q, 8, t->version);
    enum db_result r = query_run(q);
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}

enum db_result store_link_target_delete(struct db *db, int64_t id)
{
    struct query *q = db_query(db, Q_LINK_TARGET_DELETE);
    query_int(q, 1, id);
    return query_run(q);
}
