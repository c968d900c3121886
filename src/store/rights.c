#include "store/rights.h"

static enum db_result sentence(struct query *q, struct arena *a, struct str *ret)
{
    enum db_result r = query_step(q);
    if (r == DB_ROW)
        *ret = query_col_copy(q, 0, a);
    query_end(q);
    return r == DB_ROW ? DB_OK : r == DB_DONE ? DB_FAILED : r;
}

enum db_result store_rights_grant(struct db *db, struct arena *a, struct str role, struct str *ret_why)
{
    struct query *q = db_query(db, Q_RIGHTS_GRANT);
    query_str(q, 1, role);
    return sentence(q, a, ret_why);
}

enum db_result store_rights_unprotected(struct db *db, struct arena *a, struct str *ret_why)
{
    return sentence(db_query(db, Q_RIGHTS_UNPROTECTED), a, ret_why);
}
