/*
 * list: every list of the API is one row of functions; paging, cursors, Link and exports are the same for all.
 *
 * A page of JSON is {"items": [...], "next": "<cursor>" or null}. With format=csv, ndjson or xlsx the same filter
 * gives all rows as a file (export.h).
 */
#ifndef API_LIST_H
#define API_LIST_H

#include "api/cells.h"
#include "api/query.h"
#include "api/reply.h"

struct api_list {
    const char *name;           /* file name of an export: "products" */
    const char *const *columns; /* names of the CSV cells, NULL at the end */
    size_t row_size;            /* of the structs that fetch makes */
    /* Fetch at most limit rows behind the key after (empty: from the beginning) into an array in ctx->arena, in the order of
     * their keys. filter is the handler's. False with ctx->refusal or ctx->failure. */
    bool (*fetch)(struct ctx *ctx, const void *filter, struct str after, int limit, void **ret_rows, size_t *ret_count);
    void (*json)(struct json_out *o, const void *row);
    void (*csv)(struct api_cells *out,
                const void *row); /* api_cell_... for each column, in order; NULL: neither CSV nor
                                                            workbook */
    /* The row's key, from which fetch can go on: unique, in the arena; what is in it is fetch's business. */
    struct str (*key)(struct arena *a, const void *row);
};

/* Reply with one page, or stream. filter must live in the arena of the request. */
enum http_outcome api_list_reply(struct call *call, const struct api_list *list, const void *filter,
                                 const struct api_page *page);

/* Cursor of a key, and back; false when it is none of ours. */
struct str api_cursor_of(struct arena *a, struct str key);
bool api_cursor_read(struct arena *a, struct str cursor, struct str *ret);

#endif
