/*
 * service/label_template: templates of labels that this installation has made. That a body is a template was checked before it comes
 * here (label/template.h is above this layer); its name and what it is for stand beside it. Not part of the ledger.
 */
#ifndef SERVICE_LABEL_TEMPLATE_H
#define SERVICE_LABEL_TEMPLATE_H

#include "service/ctx.h"
#include "store/label_template.h"

enum { LABEL_TEMPLATES_MAX = 500 };

/* Refused: not_found. */
bool service_label_template_get(struct ctx *ctx, int64_t id, struct stored_template *ret);
/* *ret_found false: none of that name. */
bool service_label_template_named(struct ctx *ctx, struct str name, struct stored_template *ret, bool *ret_found);
/* thing LABEL_FOR_TOTAL: for anything. */
bool service_label_template_list(struct ctx *ctx, enum label_for thing, int64_t after, int limit,
                                 struct stored_template **ret, size_t *ret_count);
bool service_label_template_create(struct ctx *ctx, const struct stored_template *in, struct stored_template *ret);
/* in->version is that which was read. */
bool service_label_template_change(struct ctx *ctx, const struct stored_template *in, struct stored_template *ret);
bool service_label_template_delete(struct ctx *ctx, int64_t id);

#endif
