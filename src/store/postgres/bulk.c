/*
 * bulk: rows of inserts that come in great numbers, gathered for each table.
 */
#include "store/postgres/pq.h"

enum db_result pq_bulk(struct query *base)
{
    return pq_send(base);
}

enum db_result pq_flush_for(struct pq_query *q, struct pq *db)
{
    (void)q;
    return db->first.result;
}

void pq_drop_gathered(struct pq *db)
{
    (void)db;
}

void pq_bulk_free(struct pq *db)
{
    (void)db;
}
