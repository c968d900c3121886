#include "store/print_job.h"

static struct id id_of(struct query *q, int i)
{
    struct id id = {0};
    struct str bytes = query_col_str(q, i);
    if (bytes.len == sizeof id.bytes)
        memcpy(id.bytes, bytes.ptr, sizeof id.bytes);
    return id;
}

static void read_row(struct query *q, struct arena *a, struct print_job *j)
{
    *j = (struct print_job){
        .number = query_col_int(q, 0),
        .id = id_of(q, 1),
        .printer_id = query_col_int(q, 3),
        .printer = query_col_copy(q, 4, a),
        .target = (int)query_col_int(q, 5),
        .template = query_col_copy(q, 6, a),
        .actor_id = query_col_int(q, 7),
        .actor = query_col_copy(q, 8, a),
        .device = query_col_copy(q, 9, a),
        .created_at = query_col_int(q, 10),
        .labels = query_col_int(q, 11),
        .state = (enum print_state)query_col_int(q, 12),
        .problem = (enum print_problem)query_col_int(q, 13),
        .detail = query_col_copy(q, 14, a),
        .tries = query_col_int(q, 15),
        .next_try_at = query_col_int(q, 16),
        .reason = query_col_copy(q, 17, a),
        .reprint_of = query_col_int(q, 18),
        .reprint_id = id_of(q, 19),
        .started_at = query_col_int(q, 20),
        .ended_at = query_col_int(q, 21),
        .ended_by = query_col_copy(q, 22, a),
        .wrong_scans = query_col_int(q, 23),
        .version = query_col_int(q, 24),
    };
    struct str digest = query_col_str(q, 2);
    if (digest.len == sizeof j->digest)
        memcpy(j->digest, digest.ptr, sizeof j->digest);
}

enum db_result store_print_job_lock(struct db *db, struct id id)
{
    struct query *q = db_query(db, Q_PRINT_JOB_LOCK);
    query_blob(q, 1, id.bytes, sizeof id.bytes);
    enum db_result r = query_run(q);
    return r == DB_OK && db_changes(db) == 0 ? DB_DONE : r;
}

enum db_result store_print_job(struct db *db, struct arena *a, struct id id, struct print_job *ret)
{
    struct query *q = db_query(db, Q_PRINT_JOB_BY_KEY);
    query_blob(q, 1, id.bytes, sizeof id.bytes);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        read_row(q, a, ret);
    query_end(q);
    return r;
}

enum db_result store_print_job_layout(struct db *db, struct arena *a, int64_t number, struct str *ret)
{
    struct query *q = db_query(db, Q_PRINT_JOB_LAYOUT);
    query_int(q, 1, number);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_copy(q, 0, a);
    query_end(q);
    return r;
}

enum db_result store_print_job_list(struct db *db, struct arena *a, const struct print_job_filter *f,
                                    struct print_jobs *ret)
{
    struct print_jobs list = {.items = ARENA_ARRAY(a, (size_t)f->limit, struct print_job)};
    if (!list.items)
        return DB_FAILED;
    struct query *q = db_query(db, Q_PRINT_JOB_LIST);
    query_int(q, 1, f->before);
    query_int(q, 2, f->states);
    query_int(q, 3, f->printer_id);
    query_str(q, 4, f->actor);
    query_int(q, 5, f->unit_id);
    query_int(q, 6, f->limit);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        read_row(q, a, &list.items[list.count++]);
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = list;
    return DB_OK;
}

enum db_result store_print_job_insert(struct db *db, const struct print_job *j, int64_t *ret_number)
{
    struct query *q = db_query(db, Q_PRINT_JOB_INSERT);
    query_blob(q, 1, j->id.bytes, sizeof j->id.bytes);
    query_blob(q, 2, j->digest, sizeof j->digest);
    query_int(q, 3, j->printer_id);
    query_int(q, 4, j->target);
    query_str(q, 5, j->template);
    query_str(q, 6, j->layout);
    query_int(q, 7, j->actor_id);
    query_str(q, 8, j->device);
    query_int(q, 9, j->created_at);
    query_int(q, 10, j->labels);
    query_int(q, 11, j->state);
    query_str(q, 12, j->reason);
    query_id(q, 13, j->reprint_of);
    enum db_result r = query_run(q);
    if (r == DB_OK)
        *ret_number = db_last_id(db);
    return r;
}

enum db_result store_print_job_set(struct db *db, const struct print_job *j, int64_t ended_by)
{
    struct query *q = db_query(db, Q_PRINT_JOB_SET);
    query_int(q, 1, j->number);
    query_int(q, 2, j->state);
    query_int(q, 3, j->problem);
    query_str(q, 4, j->detail);
    query_int(q, 5, j->tries);
    query_int(q, 6, j->next_try_at);
    query_int(q, 7, j->started_at);
    query_int(q, 8, j->ended_at);
    query_id(q, 9, ended_by);
    query_int(q, 10, j->wrong_scans);
    return query_run(q);
}

enum db_result store_print_job_next(struct db *db, int64_t printer_id, struct id *ret)
{
    struct query *q = db_query(db, Q_PRINT_JOB_NEXT);
    query_int(q, 1, printer_id);
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = id_of(q, 0);
    query_end(q);
    return r;
}

enum db_result store_print_counts(struct db *db, int64_t number, struct print_counts *ret)
{
    struct print_counts counts = {0};
    struct query *q = db_query(db, Q_PRINT_COUNTS);
    query_int(q, 1, number);
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW) {
        counts.in[query_col_int(q, 0)] = query_col_int(q, 1);
        counts.right += query_col_int(q, 2);
    }
    query_end(q);
    if (r != DB_DONE)
        return r;
    *ret = counts;
    return DB_OK;
}

enum db_result store_print_totals(struct db *db, int64_t *ret_open, int64_t *ret_paused, int64_t *ret_waiting)
{
    struct query *q = db_query(db, Q_PRINT_TOTALS);
    enum db_result r = query_step(q);
    if (r == DB_ROW) {
        *ret_open = query_col_int(q, 0);
        *ret_paused = query_col_int(q, 1);
        *ret_waiting = query_col_int(q, 2);
    }
    query_end(q);
    return r == DB_ROW ? DB_OK : r;
}
