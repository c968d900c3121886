/*
 * print_draw: labels of a print job as the printer wants them: the job's own copy of the template, filled with what each label said when
 * it was asked for.
 */
#ifndef API_PRINT_DRAW_H
#define API_PRINT_DRAW_H

#include "base/buf.h"
#include "store/print_job.h"

/* Append the labels to out, in the printer's language. False, and why (a sentence) says what cannot be drawn. */
bool print_draw(struct arena *a, const struct printer *p, const struct print_job *job,
                const struct print_labels *labels, struct buf *out, char *why, size_t why_size);

#endif
