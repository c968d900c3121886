/*
 * The life of a job: pages of PDF, one picture, or ZPL. What stands on a label is paint.c's and zpl.c's.
 */
#include <assert.h>
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <errno.h>
#include <math.h>
#include <stdlib.h>

#include "base/limits.h"
#include "label/label.h"
#include "label/paint.h"
#include "label/zpl.h"

const char *const label_format_names[LABEL_FORMAT_TOTAL] = {"pdf", "png", "svg", "zpl"};
const char *const label_format_types[LABEL_FORMAT_TOTAL] = {"application/pdf", "image/png", "image/svg+xml",
                                                            "application/vnd.zebra-zpl"};

/* Of one picture: what an A4 sheet has at 300 dpi, twice. */
static const double pixels_max = 18e6;

struct label_job {
    struct arena *arena; /* for refusals */
    const struct label_template *template;
    struct label_options options;
    struct label_sink sink;
    bool sink_failed;
    int sink_errno;
    struct painter painter;
    cairo_surface_t *surface; /* NULL: ZPL */
    cairo_t *cr;
    int position; /* of the next label on its sheet, from 0; labels so far, otherwise */
    bool page_begun;
    bool ended;
};

/* ---- the sink ---- */

static bool append(void *state, const void *bytes, size_t len)
{
    buf_add(state, bytes, len);
    return true;
}

struct label_sink label_to_buf(struct buf *out)
{
    return (struct label_sink){append, out};
}

static bool emit(struct label_job *job, const void *bytes, size_t len)
{
    if (!job->sink_failed && !job->sink.write(job->sink.state, bytes, len)) {
        job->sink_failed = true;
        job->sink_errno = errno;
    }
    return !job->sink_failed;
}

static cairo_status_t emit_cairo(void *state, const unsigned char *bytes, unsigned len)
{
    return emit(state, bytes, len) ? CAIRO_STATUS_SUCCESS : CAIRO_STATUS_WRITE_ERROR;
}

/* ---- begin ---- */

static double dots(const struct label_job *job, double mm)
{
    return round(mm * job->options.dpi / 25.4);
}

static bool on_sheet(const struct label_job *job)
{
    return job->template->sheet.columns > 0 && job->options.format == LABEL_PDF;
}

static bool options_fit(struct label_job *job, struct refusal *refusal)
{
    const struct label_options *o = &job->options;
    const struct label_sheet *s = &job->template->sheet;
    int places = on_sheet(job) ? s->columns * s->rows : 1;
    if (o->dpi != LABEL_DPI_LOW && o->dpi != LABEL_DPI_MIDDLE && o->dpi != LABEL_DPI_HIGH)
        return refuse(refusal, job->arena, REFUSED_BAD_VALUE, "dpi", "dpi is %d; 203, 300 and 600 are allowed", o->dpi);
    if (o->start < 1 || o->start > places)
        return refuse(refusal, job->arena, REFUSED_BAD_VALUE, "start",
                      "start is %d; %d to %d are allowed with this template", o->start, 1, places);
    if (o->format == LABEL_PNG && dots(job, job->template->width) * dots(job, job->template->height) > pixels_max)
        return refuse(refusal, job->arena, REFUSED_BAD_VALUE, "dpi",
                      "a picture of this size at %d dpi would be too large; choose fewer dots, or pdf", o->dpi);
    return true;
}

static void surface_open(struct label_job *job)
{
    const struct label_template *t = job->template;
    double w = (on_sheet(job) ? t->sheet.width : t->width) * 72 / 25.4;
    double h = (on_sheet(job) ? t->sheet.height : t->height) * 72 / 25.4;
    switch (job->options.format) {
    case LABEL_PDF:
        job->surface = cairo_pdf_surface_create_for_stream(emit_cairo, job, w, h);
        cairo_pdf_surface_set_metadata(job->surface, CAIRO_PDF_METADATA_CREATOR, "Serno");
        break;
    case LABEL_SVG:
        job->surface = cairo_svg_surface_create_for_stream(emit_cairo, job, t->width, t->height);
        cairo_svg_surface_set_document_unit(job->surface, CAIRO_SVG_UNIT_MM);
        break;
    case LABEL_PNG:
        job->surface =
            cairo_image_surface_create(CAIRO_FORMAT_RGB24, (int)dots(job, t->width), (int)dots(job, t->height));
        break;
    default:
        return;
    }
    job->cr = cairo_create(job->surface);
    if (job->options.format == LABEL_PNG) {
        cairo_set_source_rgb(job->cr, 1, 1, 1);
        cairo_paint(job->cr);
    }
}

struct label_job *label_begin(struct arena *a, const struct label_template *t, const struct label_options *o,
                              struct label_sink sink, struct refusal *refusal)
{
    struct label_job *job = calloc(1, sizeof *job);
    assert(job);
    *job = (struct label_job){.arena = a, .template = t, .options = *o, .sink = sink, .position = o->start - 1};
    if (!options_fit(job, refusal)) {
        free(job);
        return NULL;
    }
    if (!painter_init(&job->painter, t, o->dpi, a, refusal)) {
        painter_free(&job->painter);
        free(job);
        return NULL;
    }
    surface_open(job);
    return job;
}

/* ---- labels ---- */

/* 1 becomes a dot of the printer, and 0, 0 the corner of the label, which is on a dot. */
static void to_label(struct label_job *job)
{
    const struct label_template *t = job->template;
    const struct label_sheet *s = &t->sheet;
    double per_dot = job->options.format == LABEL_PDF   ? 72.0 / job->options.dpi
                     : job->options.format == LABEL_SVG ? 25.4 / job->options.dpi
                                                        : 1;
    cairo_identity_matrix(job->cr);
    cairo_scale(job->cr, per_dot, per_dot);
    if (on_sheet(job)) {
        int column = job->position % s->columns, row = job->position / s->columns;
        cairo_translate(job->cr, dots(job, s->left + column * (t->width + s->gap_x)),
                        dots(job, s->top + row * (t->height + s->gap_y)));
    }
}

static void next_page(struct label_job *job)
{
    if (job->page_begun)
        cairo_show_page(job->cr);
    job->page_begun = false;
}

static bool failed(const struct label_job *job)
{
    return job->sink_failed || (job->cr && cairo_status(job->cr) != CAIRO_STATUS_SUCCESS);
}

/* False, with errno for whoever asks. */
static bool world_failed(const struct label_job *job)
{
    errno = job->sink_failed ? job->sink_errno : ENOMEM;
    return false;
}

static bool add_zpl(struct label_job *job, const struct label_values *v, struct refusal *refusal)
{
    struct buf text = {0};
    bool good = zpl_label(&job->painter, v, &text, refusal);
    if (good)
        good = emit(job, text.ptr, text.len) || world_failed(job);
    buf_free(&text);
    return good;
}

bool label_add(struct label_job *job, const struct label_values *v, struct refusal *refusal)
{
    const struct label_sheet *s = &job->template->sheet;
    bool single = job->options.format == LABEL_PNG || job->options.format == LABEL_SVG;
    if (single && job->position > 0)
        return refuse(refusal, job->arena, REFUSED_TOO_MANY, NULL,
                      "%s is a picture of one label; pdf and zpl take many", label_format_names[job->options.format]);
    if (job->options.format == LABEL_ZPL)
        return add_zpl(job, v, refusal);
    if (job->page_begun && (!on_sheet(job) || job->position == s->columns * s->rows)) {
        next_page(job);
        job->position = 0;
    }
    to_label(job);
    job->page_begun = true;
    if (!paint_label(&job->painter, job->cr, v, refusal))
        return false;
    job->position++;
    return !failed(job) || world_failed(job);
}

bool label_end(struct label_job *job)
{
    job->ended = true;
    if (job->options.format == LABEL_PDF)
        next_page(job);
    if (job->options.format == LABEL_PNG && !failed(job))
        cairo_surface_write_to_png_stream(job->surface, emit_cairo, job);
    if (job->surface && !failed(job)) {
        cairo_surface_finish(job->surface);
        if (cairo_surface_status(job->surface) != CAIRO_STATUS_SUCCESS)
            return world_failed(job);
    }
    return !failed(job) || world_failed(job);
}

void label_free(struct label_job *job)
{
    if (!job)
        return;
    if (!job->ended)
        job->sink_failed = true; /* closing writes the rest, which nobody wants */
    if (job->cr)
        cairo_destroy(job->cr);
    if (job->surface)
        cairo_surface_destroy(job->surface);
    painter_free(&job->painter);
    free(job);
}

bool label_draw(struct arena *a, const struct label_template *t, const struct label_options *o,
                const struct label_values *v, struct buf *out, struct refusal *refusal)
{
    struct label_job *job = label_begin(a, t, o, label_to_buf(out), refusal);
    bool good = job && label_add(job, v, refusal) && label_end(job);
    label_free(job);
    return good;
}
