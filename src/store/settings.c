#include "store/settings.h"

#include "domain/lifecycle.h"

enum db_result store_settings_get(struct db *db, struct arena *a, struct settings *ret)
{
    struct query *q = db_query(db, Q_APP_SETTING_GET);
    enum db_result r = query_step(q);
    if (r == DB_ROW) {
        int language = name_index(language_names, LANGUAGE_TOTAL, query_col_str(q, 2));
        *ret = (struct settings){
            .organisation = query_col_copy(q, 0, a),
            .base_url = query_col_copy(q, 1, a),
            .language = language < 0 ? LANGUAGE_EN : (enum language)language,
            .scan_prefix = query_col_copy(q, 3, a),
            .scan_suffix = query_col_copy(q, 4, a),
            .label_size = query_col_copy(q, 5, a),
            .guide_done = query_col_int(q, 6) != 0,
            .company_prefixes = query_col_copy(q, 7, a),
            .version = query_col_int(q, 8),
        };
    }
    query_end(q);
    return r;
}

enum db_result store_settings_put(struct db *db, const struct settings *s)
{
    struct query *q = db_query(db, s->version ? Q_APP_SETTING_UPDATE : Q_APP_SETTING_INSERT);
    query_str(q, 1, s->organisation);
    query_str(q, 2, s->base_url);
    query_str(q, 3, str_of(language_names[s->language]));
    query_str(q, 4, s->scan_prefix);
    query_str(q, 5, s->scan_suffix);
    query_str(q, 6, s->label_size);
    query_int(q, 7, s->guide_done);
    query_str(q, 8, s->company_prefixes);
    if (s->version)
        query_int(q, 9, s->version);
    enum db_result r = query_run(q);
    if (r == DB_UNIQUE || (r == DB_OK && db_changes(db) == 0))
        return DB_DONE;
    return r;
}
