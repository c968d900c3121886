/*
 * resource: what products, locations, parties and lots have in common over the wire: made with POST, read with GET, changed with
 * PATCH, listed. A file per resource gives the table of fields and the typed functions; here is the rest: ETag and If-Match,
 * Location, answers, the writer.
 */
#ifndef API_RESOURCE_H
#define API_RESOURCE_H

#include "api/fields.h"
#include "api/list.h"
#include "api/write.h"
#include "store/page.h"

struct api_resource {
    const char *path; /* "/v1/products/": what stands before the code in an address */
    struct api_fields fields;
    size_t size;                   /* of the struct */
    size_t version_at;             /* of its int64_t version */
    void (*defaults)(void *thing); /* before a POST is read onto it; NULL: all zero */
    /* The thing that the route's parameter names. */
    bool (*get)(struct call *call, void *ret);
    bool (*create)(struct ctx *ctx, const void *in, void *ret);
    bool (*change)(struct ctx *ctx, const void *in, void *ret);
    /* What names it in an address. */
    struct str (*code)(struct arena *a, const void *thing);
};

enum http_outcome api_resource_get(struct call *call, const struct api_resource *r);
enum http_outcome api_resource_create(struct call *call, const struct api_resource *r);
/* Members that are not given stay as they are. */
enum http_outcome api_resource_change(struct call *call, const struct api_resource *r);
/* Query parameters that most lists have: active=true|false, q=part of code or name. */
void api_resource_filter(struct api_query *q, struct store_page *ret);
/* As api_list_reply; the columns come from the table of fields. */
enum http_outcome api_resource_list(struct call *call, const struct api_resource *r, const struct api_list *list,
                                    const void *filter, const struct api_page *page);

#endif
