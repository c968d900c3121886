#include "api/print_draw.h"

#include <errno.h>
#include <stdio.h>

#include "domain/print_data.h"
#include "label/label.h"

static bool explain(const struct refusal *r, char *why, size_t size)
{
    if (refused(r)) /* what it says names the place as well */
        snprintf(why, size, "%.*s", STR_ARG(r->detail));
    else
        snprintf(why, size, "the label cannot be drawn: %s", strerror(errno));
    return false;
}

static bool add_all(struct arena *a, struct label_job *drawing, const struct print_job *job,
                    const struct print_labels *labels, struct refusal *refusal)
{
    for (size_t i = 0; i < labels->count; i++) {
        struct label_values values;
        if (!print_data_read(a, labels->items[i].data, (enum label_for)job->target, &values))
            return refuse(refusal, a, REFUSED_BAD_JSON, "data", "label %lld cannot be read any more",
                          (long long)labels->items[i].position);
        if (!label_add(drawing, &values, refusal))
            return false;
    }
    return label_end(drawing);
}

bool print_draw(struct arena *a, const struct printer *p, const struct print_job *job,
                const struct print_labels *labels, struct buf *out, char *why, size_t why_size)
{
    struct label_template t;
    struct refusal refusal = {0};
    const struct label_options options = {
        .format = p->language == PRINTER_ZPL ? LABEL_ZPL : LABEL_PDF, .dpi = (int)p->dpi, .start = 1};
    errno = 0;
    if (!label_template_read(a, job->layout, &t, &refusal))
        return explain(&refusal, why, why_size);
    struct label_job *drawing = label_begin(a, &t, &options, label_to_buf(out), &refusal);
    bool ok = drawing && add_all(a, drawing, job, labels, &refusal);
    label_free(drawing);
    return ok || explain(&refusal, why, why_size);
}
