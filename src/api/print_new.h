/*
 * print_new: what bodies about print jobs have in common.
 */
#ifndef API_PRINT_NEW_H
#define API_PRINT_NEW_H

#include "api/body.h"
#include "label/template.h"

/* The positions in "labels". False with a refusal at once; what closing the body would refuse is left to that. */
bool print_positions(struct api_body *b, int64_t **ret, size_t *ret_count);
/* The template of that id or name, which becomes its id: one of this installation's, or a ready one. Refused: unknown_template. */
bool print_template(struct ctx *ctx, struct str *name, struct str *ret_body, struct label_template *ret);

#endif
