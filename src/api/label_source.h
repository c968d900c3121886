/*
 * label_source: templates of labels by what names them in an address: those that come with the program ("roll-50x25-unit"; spec/labels)
 * and those of this installation ("12").
 */
#ifndef API_LABEL_SOURCE_H
#define API_LABEL_SOURCE_H

#include "label/template.h"
#include "service/label_template.h"

struct label_source {
    struct str id;
    struct str json; /* the template */
    bool ready;      /* part of the program: it cannot be changed, but copied */
    int64_t key;     /* of one of this installation; 0: ready */
    int64_t version; /* counts changes; 0: ready */
    msec created_at; /* 0: ready */
};

/* Refused: not_found. Texts are in ctx->arena, or part of the program. */
bool label_source_find(struct ctx *ctx, struct str id, struct label_source *ret);
/* By its id or else its name: one's own, then those that come with the program. For who uses a template; who changes one says its id. */
bool label_source_named(struct ctx *ctx, struct str name, struct label_source *ret);
/* The same, ready to be drawn. */
bool label_source_template(struct ctx *ctx, struct str name, struct label_template *ret);
/* Ready ones first, then one's own. thing LABEL_FOR_TOTAL: for anything. after: the place of the last one that is known, 0 at the
 * beginning; at most limit. */
struct label_listed {
    int64_t place; /* in the list of all */
    struct label_source source;
    struct label_template template; /* without its elements, when it is one's own and damaged */
};
bool label_source_list(struct ctx *ctx, enum label_for thing, int64_t after, int limit, struct label_listed **ret,
                       size_t *ret_count);

#endif
