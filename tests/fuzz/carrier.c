/*
 * Anything as what a scanner gives, under each set of options. Reading ends and keeps within the bytes; what is said is text that people can
 * be shown; what was read as GS1 elements or as an EPC is written again, and read as the same.
 */
#include "fuzz.h"
#include "gs1/carrier.h"
#include "gs1/udi.h"

enum { YEAR = 2026 };

static void assert_problem(const struct gs1_problem *p, size_t size)
{
    assert(p->rule > GS1_RULE_NONE && p->rule < GS1_RULE_COUNT);
    assert(p->at <= size);
    assert(strlen(p->text) > 0 && strlen(p->text) < sizeof p->text);
    assert(str_utf8(str_of(p->text), NULL));
}

static void assert_texts(const struct gs1_reading *r)
{
    for (size_t i = 0; i < r->field_count; i++)
        assert(r->fields[i].value.len > 0 && str_utf8(r->fields[i].value, NULL));
    for (size_t i = 0; i < r->part_count; i++)
        assert(str_utf8(r->parts[i].value, NULL) && str_utf8(str_of(r->parts[i].id), NULL));
}

/* Elements, written in brackets, are the same elements. */
static void elements_stay(struct arena *a, const struct gs1_message *m, const struct gs1_options *options)
{
    struct gs1_reading again;
    struct gs1_problem p = {0};
    struct str text = gs1_bracketed_write(a, m);
    if (m->count == 0 || text.len > GS1_TEXT_MAX)
        return;
    assert(gs1_carrier_read(a, text, options, &again, &p));
    assert(again.carrier == GS1_CARRIER_ELEMENT_STRING);
    assert(str_eq(gs1_bracketed_write(a, &again.message), text));
}

/* All forms of one thing are read as that thing. */
static void forms_mean(struct arena *a, const struct gs1_epc *epc, struct str uri)
{
    struct gs1_epc again;
    struct gs1_problem p = {0};
    struct str forms[GS1_EPC_FORMS_MAX];
    size_t count = gs1_epc_forms(a, epc, forms);
    for (size_t i = 0; i < count; i++) {
        assert((gs1_epc_looks(forms[i]) ? gs1_epc_read : gs1_epc_hex_read)(a, forms[i], &again, &p));
        assert(str_eq(gs1_epc_uri(a, &again), uri));
    }
}

static void epc_stays(struct arena *a, const struct gs1_epc *epc)
{
    struct gs1_epc again;
    struct gs1_problem p = {0};
    struct str uri = gs1_epc_uri(a, epc), hex;
    assert(gs1_epc_read(a, uri, &again, &p));
    assert(str_eq(gs1_epc_uri(a, &again), uri));
    forms_mean(a, epc, uri);
    if (!gs1_epc_hex(a, epc, &hex, &p)) {
        assert_problem(&p, GS1_TEXT_MAX);
        return;
    }
    assert(gs1_epc_hex_read(a, hex, &again, &p));
    assert(str_eq(gs1_epc_uri(a, &again), uri) && again.filter == epc->filter);
}

static void read_with(struct arena *a, struct str bytes, const struct gs1_options *options)
{
    struct gs1_reading r;
    struct gs1_problem p = {0};
    struct gs1_udi udi;
    bool ok = gs1_carrier_read(a, bytes, options, &r, &p);
    if (r.doubt.rule != GS1_RULE_NONE)
        assert_problem(&r.doubt, bytes.len);
    if (!ok) {
        assert_problem(&p, bytes.len);
        return;
    }
    assert(p.rule == GS1_RULE_NONE && r.carrier < GS1_CARRIER_COUNT);
    assert_texts(&r);
    elements_stay(a, &r.message, options);
    if (r.epc)
        epc_stays(a, r.epc);
    if (gs1_udi_of(&r, &udi))
        assert(udi.di.len > 0);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const struct str items[] = {{"0614141", 7}, {"950600", 6}, {"4012", 4}};
    static const struct gs1_company_prefixes prefixes = {3, items};
    static const struct gs1_options options[] = {
        {.year = YEAR},
        {.year = YEAR, .elements = true, .prefixes = &prefixes},
        {.year = YEAR, .data_identifiers = true, .prefixes = &prefixes},
    };
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < sizeof options / sizeof *options; i++)
        read_with(a, (struct str){(const char *)data, size}, &options[i]);
    arena_free(a);
    return 0;
}
