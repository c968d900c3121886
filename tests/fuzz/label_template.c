/*
 * Any bytes as a label template, and what stands behind its first NUL as the value of each field. Reading says yes, or what is wrong; what
 * was read is drawn as ZPL, which stays one label whatever the values say.
 */
#include "fuzz.h"
#include "label/label.h"

/* One ^XA, one ^XZ at the end, and nothing but printable ASCII and line ends. */
static void check_zpl(struct str zpl)
{
    size_t begins = 0, ends = 0;
    for (size_t i = 0; i < zpl.len; i++) {
        assert((zpl.ptr[i] >= ' ' && zpl.ptr[i] <= '~') || zpl.ptr[i] == '\n');
        assert(zpl.ptr[i] != '~');
        begins += str_starts(str_slice(zpl, i, 3), STR("^XA"));
        ends += str_starts(str_slice(zpl, i, 3), STR("^XZ"));
    }
    assert(begins == 1 && ends == 1 && str_starts(zpl, STR("^XA\n")) && str_ends(zpl, STR("^XZ\n")));
}

static void draw(struct arena *a, const struct label_template *t, struct str value)
{
    struct label_values v;
    struct refusal refusal = {0};
    struct buf zpl = {0};
    const struct label_options o = {LABEL_ZPL, LABEL_DPI_LOW, 1};
    label_values_example(t->thing, &v);
    for (int f = 0; f < LABEL_FIELD_TOTAL && value.ptr; f++)
        v.at[f] = value;
    if (label_draw(a, t, &o, &v, &zpl, &refusal))
        check_zpl(buf_view(&zpl));
    else
        assert(refused(&refusal) && refusal.detail.len > 0 && str_utf8(refusal.detail, NULL));
    buf_free(&zpl);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_new(64 << 20);
    struct str input = {(const char *)data, size}, text = str_slice(input, 0, str_find(input, '\0'));
    struct str value = str_slice(input, text.len + 1, size);
    struct label_template t;
    struct refusal refusal = {0};
    if (!label_template_read(a, text, &t, &refusal))
        assert(refused(&refusal) && refusal.detail.len > 0);
    else if (t.width <= 120 && t.height <= 120) /* large ones only take longer */
        draw(a, &t, value.len > 0 && value.len < 300 && str_utf8(value, NULL) ? value : (struct str){NULL, 0});
    arena_free(a);
    return 0;
}
