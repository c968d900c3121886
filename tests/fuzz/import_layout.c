/*
 * Any bytes as a file to import; the first says of which kind and in which layout. Reading ends; every bad row has a reason; the
 * report is JSON; and the file of bad rows can be read again and has just those rows. Besides, the cells' own readers.
 */
#include "base/json.h"
#include "domain/import_cell.h"
#include "fuzz.h"
#include "service/import_work.h"

static void check_cells(struct arena *a, struct str text)
{
    struct time_zoned t;
    char printed[TIME_TEXT_MAX];
    if (import_date_read(text, &t) == IMPORT_DATE_GOOD) {
        struct time_zoned again;
        size_t len = time_print(t, printed);
        assert(import_date_read((struct str){printed, len}, &again) == IMPORT_DATE_GOOD && again.at == t.at);
    }
    struct str *serials;
    size_t count;
    assert(import_serials_split(a, text, &serials, &count));
    for (size_t i = 0; i < count; i++)
        assert(serials[i].len > 0 && serials[i].ptr >= text.ptr &&
               serials[i].ptr + serials[i].len <= text.ptr + text.len);
    int64_t n = 0;
    assert(!import_quantity_read(text, &n) || n >= 0);
    enum status status;
    bool yes;
    import_status_read(text, &status);
    import_yes_read(text, &yes);
    assert(import_location_kind_read(text) < LOCATION_TOTAL && import_party_kind_read(text) < PARTY_TOTAL);
}

static size_t count_bad(const struct import *im)
{
    size_t bad = 0, errors = 0, broken = im->broken;
    for (size_t i = 0; i < im->line_count; i++) {
        const struct import_line *line = &im->lines[i];
        assert(line->bad == (line->errors != NULL));
        assert(i == 0 || line->line >= im->lines[i - 1].line);
        for (const struct import_error *e = line->errors; e; e = e->next, errors++)
            assert(e->detail.len > 0 && str_utf8(e->detail, NULL));
        bad += line->bad;
    }
    assert(bad == im->bad_count && errors == im->error_count);
    return bad - broken;
}

static void check_report(struct ctx *ctx, const struct import *im)
{
    struct json_error error;
    struct import_outcome o = {.rows = im->line_count, .bad = im->bad_count};
    struct str report = arena_fmt(ctx->arena, "{%.*s}", STR_ARG(import_report_members(ctx, im, &o)));
    struct json *root = json_parse(report, &error);
    assert(json_kind(json_get(root, "errors")) == JSON_ARRAY);
    json_free(root);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = {.arena = arena_new(64 << 20), .now = INT64_C(1760000000000)};
    int what = size ? data[0] : 0;
    struct str text = size ? (struct str){(const char *)data + 1, size - 1} : (struct str){"", 0};
    struct import_options o = {.kind = (enum import_kind)(what % IMPORT_KIND_TOTAL),
                               .layout = (enum import_layout)(what / IMPORT_KIND_TOTAL % IMPORT_LAYOUT_TOTAL),
                               .mode = IMPORT_GOOD};
    struct import *im, *again;
    check_cells(ctx.arena, text);
    if (service_import_read(&ctx, &o, text, &im)) {
        size_t bad = count_bad(im);
        check_report(&ctx, im);
        struct str rejects = import_rejects(&ctx, im);
        assert(service_import_read(&ctx, &o, rejects, &again));
        assert(again->line_count == bad && !again->broken);
    } else {
        assert(refused(&ctx.refusal) && ctx.refusal.detail.len > 0);
    }
    arena_free(ctx.arena);
    return 0;
}
