/*
 * label: labels drawn from a template (label/template.h): PDF, PNG, SVG, and ZPL II for printers that speak it. The only code that
 * knows libzint, cairo and pango; none of them is seen here.
 *
 * Symbols stand on whole dots of the printer: the narrowest bar is a whole number of dots wide and begins on a dot, also in PDF and
 * SVG. Their quiet zones are part of their box. A symbol that has no room, or cannot say its content, is refused; never drawn unreadable.
 *
 *     struct label_job *job = label_begin(a, &template, &options, sink, &refusal);
 *     for each label: if (!label_add(job, &values, &refusal)) ...
 *     label_end(job, &refusal);
 *     label_free(job);
 *
 * What is drawn goes to the sink as soon as it is complete: memory does not grow with the number of labels. A job belongs to one
 * thread at a time; several threads may draw at once.
 */
#ifndef LABEL_LABEL_H
#define LABEL_LABEL_H

#include "label/template.h"

enum label_format { LABEL_PDF, LABEL_PNG, LABEL_SVG, LABEL_ZPL, LABEL_FORMAT_TOTAL };
extern const char *const label_format_names[LABEL_FORMAT_TOTAL]; /* "pdf", also the ending of a file */
extern const char *const label_format_types[LABEL_FORMAT_TOTAL]; /* for Content-Type */

/* Dots per inch that printers have. ZPL knows them as 8, 12 and 24 dots a millimetre. */
enum { LABEL_DPI_LOW = 203, LABEL_DPI_MIDDLE = 300, LABEL_DPI_HIGH = 600 };

struct label_options {
    enum label_format format;
    int dpi;   /* 203, 300 or 600 */
    int start; /* PDF on sheets: the position of the first label, from 1, row by row; others: 1 */
};

/* Where the bytes go, in order. false: they could not be taken (errno), and all is given up. */
struct label_sink {
    bool (*write)(void *state, const void *bytes, size_t len);
    void *state;
};
/* A sink that appends to a buf. */
struct label_sink label_to_buf(struct buf *out);

struct label_job;

/* The template must stay as it is until label_free. PNG and SVG are one label. NULL with a refusal: options that cannot be, a picture
 * that is damaged, a start beyond the sheet. */
struct label_job *label_begin(struct arena *a, const struct label_template *t, const struct label_options *o,
                              struct label_sink sink, struct refusal *refusal);
/* Draw the next label. False with a refusal (its field is the element's path), or without: the world failed (errno). Nothing
 * can be added then. Values need not stay. */
bool label_add(struct label_job *job, const struct label_values *v, struct refusal *refusal);
/* Send what is left. False: the world failed (errno). */
bool label_end(struct label_job *job);
void label_free(struct label_job *job); /* NULL is fine */

/* One label at once, appended to out. False with a refusal, or without: the world failed. */
bool label_draw(struct arena *a, const struct label_template *t, const struct label_options *o,
                const struct label_values *v, struct buf *out, struct refusal *refusal);

#endif
