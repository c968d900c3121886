#include "domain/saved_view.h"

#include "base/limits.h"
#include "domain/valid.h"

bool saved_view_valid(struct arena *a, const struct saved_view *v, struct refusal *refusal)
{
    if (v->query.len > SAVED_VIEW_QUERY_BYTES)
        return refuse(refusal, a, REFUSED_TOO_LONG, "query", "query has %zu bytes; at most %d are allowed",
                      v->query.len, SAVED_VIEW_QUERY_BYTES);
    return valid_text(a, v->page, "page", SAVED_VIEW_PAGE_CHARS, VALID_NEEDED, refusal) &&
           valid_text(a, v->name, "name", LIMIT_NAME_CHARS, VALID_NEEDED, refusal) &&
           valid_text(a, v->query, "query", SAVED_VIEW_QUERY_BYTES, 0, refusal);
}
