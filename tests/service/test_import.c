/*
 * Imports in process: the real writer on a real database. Each row of the table is a file, and what becomes of it in a dry run
 * and in the two real modes.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/json.h"
#include "base/limits.h"
#include "company.h"
#include "service/import.h"
#include "store/numbering.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))

/* ---- running one ---- */

struct one_import {
    struct import *im;
    struct import_outcome outcome;
    struct ctx ctx;
    bool ok;
};

static bool run(struct ctx *ctx, struct ledger *ledger, void *state)
{
    struct one_import *one = state;
    return service_import_run(ctx, ledger, one->im, &one->outcome);
}

static struct one_import import_text(struct company *c, struct import_options o, struct str text)
{
    struct one_import one = {.ctx = {.arena = c->arena, .now = c->now}};
    one.ok = service_import_read(&one.ctx, &o, text, &one.im) && company_write(c, run, &one, &one.ctx);
    return one;
}

static struct one_import import_z(struct company *c, struct import_options o, const char *text)
{
    return import_text(c, o, str_of(text));
}

/* ---- looking at the books ---- */

static int64_t number(struct company *c, const char *sql)
{
    struct query *q = db_query_text(c->db, str_of(sql));
    int64_t n = query_step(q) == DB_ROW ? query_col_int(q, 0) : -1;
    query_end(q);
    return n;
}

/* The first column of all rows, with spaces between. */
static struct str texts_of(struct company *c, const char *sql)
{
    struct query *q = db_query_text(c->db, str_of(sql));
    struct str all = STR("");
    enum db_result r;
    while ((r = query_step(q)) == DB_ROW)
        all = arena_fmt(c->arena, "%.*s%s%.*s", STR_ARG(all), all.len ? " " : "", STR_ARG(query_col_str(q, 0)));
    query_end(q);
    return r == DB_DONE ? all : str_of(db_error(c->db));
}

static struct str text_of(struct company *c, const char *sql)
{
    struct query *q = db_query_text(c->db, str_of(sql));
    struct str s = query_step(q) == DB_ROW ? query_col_copy(q, 0, c->arena) : STR("(none)");
    query_end(q);
    return s;
}

/* What an import can write to, counted. */
struct books {
    int64_t units, events, products, locations, parties, lots, identifiers, refusals, event_units;
};

static struct books books_of(struct company *c)
{
    return (struct books){
        number(c, "SELECT count(*) FROM unit"),
        number(c, "SELECT count(*) FROM event WHERE units > 0"), /* others say that a place was not used */
        number(c, "SELECT count(*) FROM product"),
        number(c, "SELECT count(*) FROM location"),
        number(c, "SELECT count(*) FROM party"),
        number(c, "SELECT count(*) FROM lot"),
        number(c, "SELECT count(*) FROM unit_identifier"),
        number(c, "SELECT count(*) FROM command_refusal"),
        number(c, "SELECT count(*) FROM event_unit"),
    };
}

static bool same_books(struct company *c, struct books before)
{
    struct books now = books_of(c);
    return memcmp(&now, &before, sizeof now) == 0;
}

/* Errors of the report as "line column code", one a line. */
static struct str errors_of(struct arena *a, struct str report)
{
    struct json_error error;
    struct json *root = json_parse(report, &error);
    assert_non_null(root);
    const struct json *errors = json_get(root, "errors");
    struct str text = STR("");
    for (size_t i = 0; i < json_count(errors); i++) {
        const struct json *e = json_at(errors, i);
        struct str column = json_string(json_get(e, "column"));
        text = arena_fmt(a, "%.*s%s%lld %.*s%s%.*s", STR_ARG(text), i ? "\n" : "",
                         (long long)json_int(json_get(e, "line")), STR_ARG(column), column.len ? " " : "",
                         STR_ARG(json_string(json_get(e, "code"))));
        assert_true(json_string(json_get(e, "detail")).len > 5);
    }
    json_free(root);
    return text;
}

static bool contains(struct str s, const char *piece)
{
    return memmem(s.ptr, s.len, piece, strlen(piece)) != NULL;
}

/* ---- the table ---- */

#define UNITS_HEADER "sku,serial,lot,location,status,supplier,received,cost,customer,warranty end,imei,notes\n"
#define ZOHO_HEADER                                                                                                    \
    "Item Name,SKU,Opening Stock,Opening Stock Value,TrackSerialNumber,Track Batches,Enable Bin Tracking,Location "    \
    "Name,Batch Reference#,Manufacturer Batch#,Manufactured Date,Expiry Date,Quantity In,Bin Name,Bin Quantity,"       \
    "Serial Numbers\n"

static const struct {
    const char *name;
    enum import_kind kind;
    const char *csv;
    const char *errors; /* "line column code", one a line; empty: all is well */
    int rows, bad;
    const char *detail; /* is somewhere in the report; NULL: any */
} cases[] = {
    {"one row per serial", IMPORT_UNITS,
     UNITS_HEADER "LAPTOP,S1,,A1,,ACME,2024-05-01,,,,,\nLAPTOP,S2,L7,A2,in "
                  "stock,,13.05.2024,499.00,,2026-05-13,490154203237518,from the fair\n",
     "", 2, 0, NULL},
    {"unknown product", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,,,,,,,,\nTOASTER,S2,,A1,,,,,,,,\n",
     "3 sku unknown_product", 2, 1, "no product 'TOASTER'"},
    {"closed product", IMPORT_UNITS, UNITS_HEADER "OLD,S1,,A1,,,,,,,,\n", "2 sku product_closed", 1, 1, NULL},
    {"serial against the product's format", IMPORT_UNITS, UNITS_HEADER "DISK,D1234,,A1,,,,,,,,\nDISK,X1,,A1,,,,,,,,\n",
     "3 serial bad_serial_format", 2, 1, "D####"},
    {"serial twice in the file", IMPORT_UNITS,
     UNITS_HEADER "LAPTOP,S1,,A1,,,,,,,,\nDISK,D0001,,A1,,,,,,,,\nLAPTOP,S1,,A2,,,,,,,,\n", "4 serial repeated_in_bulk",
     3, 1, "S1 stands in line 2 already"},
    {"serial in the store", IMPORT_UNITS, UNITS_HEADER "LAPTOP,HELD1,,A1,,,,,,,,\n", "2 serial duplicate_serial", 1, 1,
     "LAPTOP HELD1: it exists already: in_stock in A2"},
    {"unknown location", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,CELLAR,,,,,,,,\n", "2 location unknown_location", 1, 1,
     "'CELLAR'"},
    {"closed location", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,SHUT,,,,,,,,\n", "2 location location_closed", 1, 1,
     NULL},
    {"a location where no units are kept", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,BIN,,,,,,,,\n",
     "2 location location_kind", 1, 1, NULL},
    {"no location", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,,,,,,,,,\n", "2 location missing_field", 1, 1, NULL},
    {"unknown supplier", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,,NOBODY,,,,,,\n", "2 supplier unknown_party", 1, 1,
     NULL},
    {"suppliers and customers by name", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,delivered,Acme,2024-05-01,,Bob,,,\n",
     "", 1, 0, NULL},
    {"status that an import cannot give", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,in_repair,,,,,,,\n",
     "2 status bad_value", 1, 1, "in_stock, allocated or delivered"},
    {"delivered to nobody", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,delivered,,,,,,,\n", "2 customer missing_field",
     1, 1, NULL},
    {"in stock with a customer", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,,,,,BOB,,,\n", "2 customer bad_value", 1, 1,
     NULL},
    {"allocated in a place", IMPORT_UNITS,
     UNITS_HEADER "LAPTOP,S1,,A1,allocated,,,,,,,\nLAPTOP,S2,,,allocated,ACME,,,,,,\n", "2 location bad_value", 2, 1,
     NULL},
    {"ambiguous date", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,,,05/03/2024,,,,,\n", "2 received bad_time", 1, 1,
     "can be two dates"},
    {"no date", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,,,last week,,,,,\n", "2 received bad_time", 1, 1,
     "is no date"},
    {"absurdly early", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,,,1904-01-01,,,,,\n", "2 received bad_time", 1, 1,
     "fifty years"},
    {"absurdly late", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,,,2199-01-01,,,,,\n", "2 received bad_time", 1, 1,
     NULL},
    {"an IMEI with a wrong check digit", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,,,,,,,490154203237519,\n",
     "2 imei bad_check_digit", 1, 1, "must be 8"},
    {"an IMEI twice in the file", IMPORT_UNITS,
     UNITS_HEADER "LAPTOP,S1,,A1,,,,,,,490154203237518,\nLAPTOP,S2,,A1,,,,,,,49-015420-323751-8,\n",
     "3 imei duplicate_identifier", 2, 1, "stands in line 2 already"},
    {"an IMEI that another unit has", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,,,,,,,356938035643809,\n",
     "2 imei duplicate_identifier", 1, 1, "belongs to unit 1"},
    {"no serial, no sku", IMPORT_UNITS, UNITS_HEADER "LAPTOP,,,A1,,,,,,,,\n,S2,,A1,,,,,,,,\n",
     "2 serial missing_field\n3 sku missing_field", 2, 2, NULL},
    {"everything that is wrong with a row", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,lost,,soon,,,,12,\n",
     "2 status bad_value\n2 received bad_time\n2 imei bad_value", 1, 1, NULL},
    {"a row with too few cells", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,,,,,,,,\nLAPTOP,S2,,A1\n", "3 bad_csv", 2, 1,
     "cut off"},
    {"a row with too many", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S1,,A1,,,,,,,,,,more\n", "2 bad_csv", 1, 1,
     "must be quoted"},
    {"a control character in a serial", IMPORT_UNITS, UNITS_HEADER "LAPTOP,S\x01,,A1,,,,,,,,\n", "2 serial bad_value",
     1, 1, NULL},
    {"a lot's date without a lot", IMPORT_UNITS, "sku,serial,location,expiry date,lot\nLAPTOP,S1,A1,2030-01-01,\n",
     "2 lot missing_field", 1, 1, NULL},
    {"a lot that expires before it is made", IMPORT_UNITS,
     "sku,serial,location,expiry date,lot,made\nLAPTOP,S1,A1,2020-01-01,L1,2021-01-01\n", "2 expiry date bad_value", 1,
     1, NULL},
    {"an expired lot cannot be delivered", IMPORT_UNITS,
     "sku,serial,location,expires,lot,status,customer\nLAPTOP,S1,A1,2020-01-01,L1,delivered,BOB\nLAPTOP,S2,A1,,,"
     "delivered,BOB\n",
     "2 unit_expired", 2, 1, NULL},
    {"delivered before it was received", IMPORT_UNITS,
     "sku,serial,location,status,customer,received,delivered\nLAPTOP,S1,A1,sold,BOB,2024-02-01,2024-01-01\n",
     "2 delivered bad_time", 1, 1, NULL},
    {"many serials in a cell", IMPORT_UNITS,
     ZOHO_HEADER
     "Laptop,LAPTOP,3,900,true,false,false,SITE,,,,,,,,\"Z1,Z2;Z3\"\nDisk,DISK,2,,true,true,true,SITE,B1,M1,2024-01-01,"
     "2030-01-01,2,A1,2,\"D0001\nD0002\"\n",
     "", 2, 0, NULL},
    {"fewer serials than opening stock", IMPORT_UNITS, ZOHO_HEADER "Laptop,LAPTOP,3,,true,,,SITE,,,,,,,,Z1|Z2\n",
     "2 Opening Stock bad_value", 1, 1, "3 are stated, but the row has 2 serials"},
    {"opening stock over several rows", IMPORT_UNITS,
     ZOHO_HEADER "Laptop,LAPTOP,3,,true,,,SITE,B1,,,,2,,,\"Z1,Z2\"\nLaptop,LAPTOP,3,,true,,,SITE,B2,,,,1,,,Z3\n", "", 2,
     0, NULL},
    {"opening stock over several rows, one is missing", IMPORT_UNITS,
     ZOHO_HEADER "Laptop,LAPTOP,5,,true,,,SITE,B1,,,,2,,,\"Z1,Z2\"\nLaptop,LAPTOP,5,,true,,,SITE,B2,,,,1,,,Z3\n",
     "2 Opening Stock bad_value\n3 Opening Stock bad_value", 2, 2, "all rows of this product and location have 3"},
    {"a batch that is miscounted", IMPORT_UNITS,
     ZOHO_HEADER "Laptop,LAPTOP,3,,true,,,SITE,B1,,,,2,,,Z1\nLaptop,LAPTOP,3,,true,,,SITE,B2,,,,1,,,Z3\n",
     "2 Quantity In bad_value", 2, 1, NULL},
    {"a bin that is miscounted", IMPORT_UNITS, ZOHO_HEADER "Laptop,LAPTOP,,,true,,,SITE,,,,,,A1,2,Z1\n",
     "2 Bin Quantity bad_value", 1, 1, NULL},
    {"one bad serial makes the whole row bad", IMPORT_UNITS,
     ZOHO_HEADER "Laptop,LAPTOP,2,,true,,,SITE,,,,,,,,\"Z1,HELD1\"\nLaptop,LAPTOP,1,,true,,,SITE,,,,,,,,Z9\n",
     "2 Serial Numbers duplicate_serial", 2, 1, NULL},
    {"a serial twice in one cell", IMPORT_UNITS, ZOHO_HEADER "Laptop,LAPTOP,2,,true,,,SITE,,,,,,,,\"Z1,Z1\"\n",
     "2 Serial Numbers repeated_in_bulk", 1, 1, "stands twice in this row"},
    {"no such bin in the site", IMPORT_UNITS, ZOHO_HEADER "Laptop,LAPTOP,1,,true,,,SITE,,,,,,Z9,1,Z1\n",
     "2 Bin Name unknown_location", 1, 1, "no bin 'Z9' in 'SITE'"},
    {"no such site", IMPORT_UNITS, ZOHO_HEADER "Laptop,LAPTOP,1,,true,,,Berlin,,,,,,,,Z1\n",
     "2 Location Name unknown_location", 1, 1, NULL},
    {"a product by its name", IMPORT_UNITS, ZOHO_HEADER "Laptop,,1,,true,,,SITE,,,,,,,,Z1\n", "", 1, 0, NULL},
    {"a product without stock", IMPORT_UNITS, ZOHO_HEADER "Laptop,LAPTOP,0,,true,,,SITE,,,,,,,,\n", "", 1, 0, NULL},
    {"products", IMPORT_PRODUCTS, "sku,name,ean,warranty months,colour\nP1,Pump,4006381333931,24,red\nP2,Hose,,,\n", "",
     2, 0, NULL},
    {"a GTIN with a wrong check digit", IMPORT_PRODUCTS, "sku,name,ean\nP1,Pump,4006381333932\nP2,Hose,\n",
     "2 ean bad_check_digit", 2, 1, "must be 1"},
    {"products with their numbering", IMPORT_PRODUCTS,
     "sku,name,numbering,serial format\nP1,Pump,LAPS,regex:(AB|CD)[0-9]{4}\nP2,Hose,,@@####\n", "", 2, 0, NULL},
    {"a scheme that there is not", IMPORT_PRODUCTS, "sku,name,number range\nP1,Pump,NONE\nP2,Hose,LAPS\n",
     "2 number range unknown_scheme", 2, 1, "no numbering scheme 'NONE'"},
    {"a scheme of packages", IMPORT_PRODUCTS, "sku,name,numbering\nP1,Pump,BOXES\n", "2 numbering bad_value", 1, 1,
     "numbers of packages, not of units"},
    {"a regular expression that cannot be read", IMPORT_PRODUCTS,
     "sku,name,serial regex\nP1,Pump,regex:(AB\nP2,Hose,#{2\n", "2 serial regex bad_value\n3 serial regex bad_value", 2,
     2, "closing parenthesis"},
    {"product that is there", IMPORT_PRODUCTS, "sku,name\nLAPTOP,Laptop\n", "2 sku duplicate", 1, 1, NULL},
    {"product twice in the file", IMPORT_PRODUCTS, "sku,name\nP1,Pump\nP1,Hose\n", "3 sku duplicate", 2, 1, "line 2"},
    {"product without a name", IMPORT_PRODUCTS, "sku,name,warranty months\nP1,,two\n",
     "2 warranty months bad_value\n2 name missing_field", 1, 1, NULL},
    {"locations, children first", IMPORT_LOCATIONS,
     "code,name,type,parent\nB-1,Bin,shelf,Z-1\nZ-1,Zone,zone,NEW\nNEW,New site,warehouse,\n", "", 3, 0, NULL},
    {"locations inside each other", IMPORT_LOCATIONS, "code,kind,parent\nX1,zone,X2\nX2,zone,X1\nN1,site,\n",
     "2 parent unknown_location\n3 parent unknown_location", 3, 2, NULL},
    {"location of a kind that does not exist", IMPORT_LOCATIONS, "code,kind\nN1,cellar\n", "2 kind bad_value", 1, 1,
     NULL},
    {"a child of a bad parent", IMPORT_LOCATIONS, "code,kind,parent,gln\nN1,site,,4006381333932\nN2,zone,N1,\n",
     "2 gln bad_check_digit\n3 parent unknown_location", 2, 2, NULL},
    {"parties", IMPORT_PARTIES, "code,company,contact type,email\nC1,Carl,customer,carl@example.org\nV1,Vera,vendor,\n",
     "", 2, 0, NULL},
    {"party of no kind", IMPORT_PARTIES, "code,name,kind\nC1,Carl,\nC2,Dora,friend\n",
     "2 kind missing_field\n3 kind bad_value", 2, 2, NULL},
};

static void receive_held(struct company *c)
{
    struct identifier *imei = ARENA_NEW(c->arena, struct identifier);
    struct command_row *row = ARENA_NEW(c->arena, struct command_row);
    *imei = (struct identifier){.kind = STR("imei"), .value = STR("356938035643809")};
    *row = (struct command_row){.row = 1,
                                .ref = {.product = STR("LAPTOP"), .serial = STR("HELD1")},
                                .identifiers = imei,
                                .identifier_count = 1};
    struct command cmd = {
        .id = company_id(c), .code = COMMAND_RECEIVE, .shared = {.location = STR("A2")}, .rows = row, .row_count = 1};
    struct command_result result;
    assert_int_equal(company_do(c, &cmd, &result, NULL), REFUSED_NOT);
}

static bool insert_schemes(struct ctx *ctx, struct ledger *ledger, void *state)
{
    (void)ledger;
    (void)state;
    struct numbering_scheme schemes[] = {
        {.code = STR("LAPS"), .name = STR("Laptops"), .pattern = STR("L{seq:6}"), .kind = NUMBERING_UNIT},
        {.code = STR("BOXES"), .name = STR("Boxes"), .pattern = STR("B{seq:6}"), .kind = NUMBERING_PACKAGE}};
    for (size_t i = 0; i < COUNT(schemes); i++) {
        schemes[i].active = true;
        if (!ctx_check(ctx, store_numbering_scheme_insert(ctx->db, &schemes[i], &schemes[i].id)))
            return false;
    }
    return true;
}

static void add_schemes(struct company *c)
{
    assert_true(company_write(c, insert_schemes, NULL, NULL));
}

/* The report of a dry run says what the real run does, in either mode, and has written nothing. */
static void every_case_in_every_mode(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(cases); i++) {
        const char *name = cases[i].name;
        for (enum import_mode mode = IMPORT_CHECK; mode < IMPORT_MODE_TOTAL; mode++) {
            if (cluster_url() && i % IMPORT_MODE_TOTAL != mode)
                continue; /* where making a database takes its time, each case is tried in one of the modes */
            struct company c;
            company_open(&c);
            receive_held(&c);
            add_schemes(&c);
            struct books before = books_of(&c);
            struct one_import one =
                import_z(&c, (struct import_options){.kind = cases[i].kind, .mode = mode}, cases[i].csv);
            if (!one.ok)
                fail_msg("\"%s\" (%s): refused: %.*s", name, import_mode_names[mode], STR_ARG(one.ctx.refusal.detail));
            struct str errors = errors_of(c.arena, one.outcome.report);
            if (!str_is(errors, cases[i].errors))
                fail_msg("\"%s\" (%s): got \"%.*s\", want \"%s\"", name, import_mode_names[mode], STR_ARG(errors),
                         cases[i].errors);
            bool counts = (int)one.outcome.rows == cases[i].rows && (int)one.outcome.bad == cases[i].bad &&
                          one.outcome.good + one.outcome.bad == one.outcome.rows;
            if (!counts || (cases[i].detail && !contains(one.outcome.report, cases[i].detail)))
                fail_msg("\"%s\" (%s): %.*s", name, import_mode_names[mode], STR_ARG(one.outcome.report));
            bool writes = mode == IMPORT_GOOD || (mode == IMPORT_ALL && cases[i].bad == 0);
            bool nothing_good = cases[i].bad == cases[i].rows || strcmp(name, "a product without stock") == 0;
            if (one.outcome.written != writes || same_books(&c, before) != (!writes || nothing_good))
                fail_msg("\"%s\" (%s): wrote what it should not, or not what it should", name, import_mode_names[mode]);
            if ((one.outcome.id != 0) != (mode != IMPORT_CHECK))
                fail_msg("\"%s\" (%s): id %lld", name, import_mode_names[mode], (long long)one.outcome.id);
            assert_int_equal(number(&c, "SELECT count(*) FROM import_run"), mode != IMPORT_CHECK);
            assert_int_equal(number(&c, "SELECT count(*) FROM command_refusal"), 0);
            company_close(&c);
        }
    }
    printf("%zu files in 3 modes\n", COUNT(cases));
}

/* ---- single things, looked at closely ---- */

static const struct import_options units_all = {.kind = IMPORT_UNITS, .mode = IMPORT_ALL};
static const struct import_options units_good = {.kind = IMPORT_UNITS, .mode = IMPORT_GOOD};

static void assert_text(struct str got, const char *want)
{
    if (!str_is(got, want))
        fail_msg("got \"%.*s\", want \"%s\"", STR_ARG(got), want);
}

static void a_delivered_unit_has_a_real_history(void **state)
{
    (void)state;
    struct company c;
    company_open(&c);
    struct one_import one =
        import_z(&c, units_all,
                 "sku,serial,location,supplier,received,purchase order,status,customer,sales order,delivered,cost\n"
                 "LAPTOP,S1,A1,ACME,2023-03-01,PO-1,delivered,BOB,SO-1,2023-04-05,12.50\n");
    assert_true(one.ok && one.outcome.written);
    assert_text(
        texts_of(&c, "SELECT command || '@' || (event_time / 86400000) FROM event_unit WHERE unit_id = 1 ORDER BY seq"),
        "3@19417 8@19452 10@19452 12@19452 14@19452");
    assert_text(text_of(&c, "SELECT status || ' ' || party_id || ' ' || owner_id || ' ' || supplier_id || ' ' || "
                            "(received_at / 86400000) "
                            "|| ' ' || (warranty_from / 86400000) || ' ' || attributes FROM unit"),
                "7 2 2 1 19417 19452 {\"cost\":\"12.50\"}");
    assert_text(texts_of(&c, "SELECT order_ref FROM event ORDER BY seq"), "PO-1 SO-1 SO-1 SO-1 SO-1");
    assert_int_equal(number(&c, cluster_url()
                                    ? "SELECT count(*) FROM event WHERE position(CAST('import 1' AS BYTEA) IN body) > 0"
                                    : "SELECT count(*) FROM event WHERE instr(body, 'import 1') > 0"),
                     5);
    company_close(&c);
}

/* The day of delivery follows from the end of the warranty; without either it is the day of receipt. */
static void warranty_end_tells_the_delivery(void **state)
{
    (void)state;
    struct company c;
    company_open(&c);
    struct one_import one = import_z(&c, units_all,
                                     "sku,serial,location,received,status,customer,warranty end\n"
                                     "LAPTOP,S1,A1,2023-03-01,delivered,BOB,2025-06-30\n"
                                     "DISK,D0001,A1,2023-03-01,delivered,BOB,2025-06-30\n"
                                     "LAPTOP,S3,A1,2023-03-01,delivered,BOB,2024-06-30\n"
                                     "LAPTOP,S4,A1,,delivered,BOB,2024-06-30\n");
    assert_true(one.ok && one.outcome.written);
    assert_text(
        texts_of(&c, "SELECT (received_at / 86400000) || '/' || (warranty_from / 86400000) FROM unit ORDER BY serial"),
        "19417/19417 19417/19538 19417/19417 19173/19173"); /* 2023-03-01, 2023-06-30, 2022-06-30 */
    company_close(&c);
}

static void what_is_missing_is_made(void **state)
{
    (void)state;
    struct company c;
    company_open(&c);
    const char *file =
        ZOHO_HEADER "New thing,NEW-1,2,,true,,,Berlin,,,,,,R1,2,\"N1,N2\"\n"
                    "New thing,NEW-1,1,,true,,,Berlin,,,,,,,,N3\n"
                    "Laptop,LAPTOP,1,,true,,,SITE,,,,,,A1,1,N4\n"
                    "Other,NEW-2,1,,true,,,Berlin,,,,,,,,\"N5,N6\"\n"; /* miscounted: its product is not made */
    struct import_options o = {.kind = IMPORT_UNITS, .mode = IMPORT_CHECK, .create = true};
    struct books before = books_of(&c);
    struct one_import check = import_z(&c, o, file);
    assert_true(check.ok && same_books(&c, before));
    assert_true(
        contains(check.outcome.report, "\"created\":{\"products\":1,\"locations\":2,\"parties\":0,\"units\":4}"));
    o.mode = IMPORT_GOOD;
    struct one_import good = import_z(&c, o, file);
    assert_true(good.ok && good.outcome.written);
    assert_true(
        contains(good.outcome.report, "\"created\":{\"products\":1,\"locations\":2,\"parties\":0,\"units\":4}"));
    assert_text(texts_of(&c, "SELECT u.serial || '@' || l.code FROM unit u JOIN location l ON l.id = u.location_id "
                             "ORDER BY u.serial"),
                "N1@Berlin/R1 N2@Berlin/R1 N3@Berlin N4@A1");
    assert_text(text_of(&c, "SELECT sku || ' ' || name FROM product WHERE id > 4"), "NEW-1 New thing");
    company_close(&c);
}

/* What only a bad row would have made is not made, and rows that counted on it are told. */
static void bad_rows_make_nothing(void **state)
{
    (void)state;
    struct company c;
    company_open(&c);
    receive_held(&c);
    struct import_options o = {.kind = IMPORT_UNITS, .layout = IMPORT_ROWS, .mode = IMPORT_GOOD, .create = true};
    struct one_import one =
        import_z(&c, o, "sku,serial,location,gtin\nLAPTOP,HELD1,NEWPLACE,\nLAPTOP,S2,A1,\nNEW-1,S3,A1,4006381333932\n");
    assert_true(one.ok);
    assert_text(errors_of(c.arena, one.outcome.report), "2 serial duplicate_serial\n4 gtin bad_check_digit");
    assert_int_equal(number(&c, "SELECT count(*) FROM location WHERE code = 'NEWPLACE'"), 0);
    assert_int_equal(number(&c, "SELECT count(*) FROM unit"), 2);
    company_close(&c);
}

static struct str rejects_of(struct company *c, int64_t id)
{
    struct ctx ctx = {.arena = c->arena, .db = c->db, .actor = {1, STR("anna"), ROLE_BIT(ROLE_ADMIN), STR("test")}};
    struct str csv = {0};
    assert_true(service_import_rejects(&ctx, id, &csv));
    return csv;
}

static struct str replaced(struct arena *a, struct str text, const char *old, const char *new)
{
    const char *at = memmem(text.ptr, text.len, old, strlen(old));
    assert_non_null(at);
    size_t before = (size_t)(at - text.ptr);
    struct str rest = str_slice(text, before + strlen(old), text.len);
    return arena_fmt(a, "%.*s%s%.*s", (int)before, text.ptr, new, STR_ARG(rest));
}

static void bad_rows_come_back_and_can_be_put_right(void **state)
{
    (void)state;
    struct company c;
    company_open(&c);
    struct one_import one = import_z(&c, units_good,
                                     "SKU;Serial;Location;Notes;Shelf tag\r\n"
                                     "LAPTOP;S1;A1;fine;\r\n"
                                     "LAPTOP;S2;CELLAR;\"=HYPERLINK(\"\"http://evil.example\"\")\";-7\r\n"
                                     "LAPTOP;\"S3 \"\"x\"\"\";A1;\"two\nlines\";+A\r\n"
                                     "TOASTER;S4;A1;;\r\n");
    assert_true(one.ok && one.outcome.written && one.outcome.good == 2 && one.outcome.bad == 2);
    struct str csv = rejects_of(&c, one.outcome.id);
    assert_text(
        csv,
        "SKU,Serial,Location,Notes,Shelf tag,import_line,import_reason\r\n"
        "LAPTOP,S2,CELLAR,\"'=HYPERLINK(\"\"http://evil.example\"\")\",-7,3,Location: there is no location 'CELLAR'\r\n"
        "TOASTER,S4,A1,,,6,SKU: there is no product 'TOASTER'\r\n");
    csv = replaced(c.arena, replaced(c.arena, csv, "CELLAR", "A2"), "TOASTER", "LAPTOP");
    struct one_import again = import_text(&c, units_good, csv);
    assert_true(again.ok && again.outcome.bad == 0 && again.outcome.good == 2);
    assert_text(text_of(&c, "SELECT attributes FROM unit WHERE serial = 'S2'"),
                "{\"notes\":\"=HYPERLINK(\\\"http://evil.example\\\")\",\"shelf_tag\":\"-7\"}");
    assert_int_equal(number(&c, "SELECT count(*) FROM unit"), 4);
    assert_text(rejects_of(&c, again.outcome.id), "SKU,Serial,Location,Notes,Shelf tag,import_line,import_reason\r\n");
    company_close(&c);
}

/* ---- files that cannot be read to their end ---- */

static const struct {
    const char *name, *csv, *error, *detail;
} broken[] = {
    {"cut off inside a quoted cell", UNITS_HEADER "LAPTOP,S1,,A1,,,,,,,,\nLAPTOP,S2,,A1,,,,,,,,\"some no",
     "3 notes bad_csv", "cut off"},
    {"not UTF-8", UNITS_HEADER "LAPTOP,S1,,A1,,,,,,,,\nLAPTOP,S2,,A1,,,,,,,,M\xFCller\nLAPTOP,S3,,A1,,,,,,,,\n",
     "3 notes not_utf8", "not UTF-8"},
    {"a stray quote", UNITS_HEADER "LAPTOP,S1,,A1,,,,,,,,\nLAPTOP,S2,,A1,,,,,,,,15\" screen\n", "3 notes bad_csv",
     "quotation mark"},
};

static void a_broken_file_writes_nothing_in_any_mode(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(broken); i++) {
        struct company c;
        company_open(&c);
        struct books before = books_of(&c);
        for (enum import_mode mode = IMPORT_CHECK; mode < IMPORT_MODE_TOTAL; mode++) {
            struct one_import one =
                import_z(&c, (struct import_options){.kind = IMPORT_UNITS, .mode = mode}, broken[i].csv);
            if (!one.ok || one.outcome.written || !same_books(&c, before) || one.outcome.good != 1 ||
                !contains(one.outcome.report, broken[i].detail) ||
                !str_is(errors_of(c.arena, one.outcome.report), broken[i].error))
                fail_msg("\"%s\" (%s): %.*s", broken[i].name, import_mode_names[mode], STR_ARG(one.outcome.report));
        }
        company_close(&c);
    }
}

static const struct {
    const char *name;
    struct str csv;
    enum refusal_code code;
} hopeless[] = {
    {"empty", {"", 0}, REFUSED_BAD_CSV},
    {"only blank lines", {"\n \n", 3}, REFUSED_BAD_CSV},
    {"header only, a column is missing", {"sku,location\n", 13}, REFUSED_MISSING_FIELD},
    {"UTF-16", {"\xFF\xFEs\0k\0u\0", 8}, REFUSED_BAD_CSV},
    {"header is not UTF-8", {"sku,serial,M\xFCnchen\n", 19}, REFUSED_NOT_UTF8},
};

static void a_hopeless_file_is_refused_at_once(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(hopeless); i++) {
        struct company c;
        company_open(&c);
        struct one_import one = import_text(&c, units_good, hopeless[i].csv);
        if (one.ok || (one.ctx.refusal.code != hopeless[i].code && i != 3))
            fail_msg("\"%s\": %s %.*s", hopeless[i].name, refusal_texts[one.ctx.refusal.code].name,
                     STR_ARG(one.ctx.refusal.detail));
        company_close(&c);
    }
}

static void too_many_rows(void **state)
{
    (void)state;
    struct company c;
    company_open(&c);
    struct buf b = {0};
    buf_z(&b, "sku,serial,location\n");
    for (int i = 0; i <= LIMIT_IMPORT_ROWS; i++)
        buf_z(&b, "a,b,c\n");
    struct one_import one = import_text(&c, units_good, buf_view(&b));
    assert_false(one.ok);
    assert_int_equal(one.ctx.refusal.code, REFUSED_TOO_MANY);
    buf_clear(&b);
    buf_z(&b, "sku,location name,serial numbers\nLAPTOP,SITE,\"");
    for (int i = 0; i <= LIMIT_IMPORT_ROWS; i++)
        buf_z(&b, "a,");
    buf_z(&b, "\"\n");
    struct import_options zoho = {.kind = IMPORT_UNITS, .layout = IMPORT_ZOHO, .mode = IMPORT_GOOD};
    one = import_text(&c, zoho, buf_view(&b));
    assert_false(one.ok);
    assert_int_equal(one.ctx.refusal.code, REFUSED_TOO_MANY);
    buf_free(&b);
    company_close(&c);
}

/* A file whose errors take more memory than a request has is refused by name, and nothing of it stays. */
static void more_than_memory_holds(void **state)
{
    (void)state;
    struct company c;
    company_open(&c);
    struct books before = books_of(&c);
    struct buf b = {0};
    buf_z(&b, "sku,serial,location\n");
    for (int i = 0; i < 20000; i++)
        buf_fmt(&b, "LAPTOP,S%d,%s\n", i, i < 10000 ? "A1" : "NOWHERE");
    struct arena *unlimited = c.arena;
    for (size_t megabytes = 1; megabytes < 16; megabytes++) {
        c.arena = arena_new(megabytes << 20);
        struct one_import one = import_text(&c, units_good, buf_view(&b));
        bool fits = one.ok && one.outcome.good == 10000;
        if (!fits && (one.ok || one.ctx.refusal.code != REFUSED_TOO_MANY || !same_books(&c, before)))
            fail_msg("%zu MB: %d, %s", megabytes, one.ok, refusal_texts[one.ctx.refusal.code].name);
        arena_free(c.arena);
        c.arena = unlimited;
        if (fits)
            break;
        assert_true(megabytes < 15);
    }
    assert_int_equal(number(&c, "SELECT count(*) FROM unit"), 10000);
    assert_int_equal(number(&c, "SELECT count(*) FROM import_run"), 1);
    buf_free(&b);
    company_close(&c);
}

/* ---- who may ---- */

static void nobody_imports_more_than_they_may_do(void **state)
{
    (void)state;
    static const struct {
        unsigned roles;
        enum import_kind kind;
        bool create, may;
    } rows[] = {
        {ROLE_BIT(ROLE_OPERATOR), IMPORT_UNITS, false, true},
        {ROLE_BIT(ROLE_OPERATOR), IMPORT_UNITS, true, false},
        {ROLE_BIT(ROLE_OPERATOR), IMPORT_PRODUCTS, false, false},
        {ROLE_BIT(ROLE_OPERATOR), IMPORT_LOCATIONS, false, false},
        {ROLE_BIT(ROLE_OPERATOR), IMPORT_PARTIES, false, false},
        {ROLE_BIT(ROLE_SUPPORT), IMPORT_PARTIES, false, true},
        {ROLE_BIT(ROLE_SUPPORT), IMPORT_UNITS, false, false},
        {ROLE_BIT(ROLE_MANAGER), IMPORT_PRODUCTS, false, true},
        {ROLE_BIT(ROLE_MANAGER), IMPORT_UNITS, true, true},
        {ROLE_BIT(ROLE_AUDITOR), IMPORT_UNITS, false, false},
        {ROLE_BIT(ROLE_AUDITOR), IMPORT_PARTIES, false, false},
        {0, IMPORT_UNITS, false, false},
    };
    static const char *const files[] = {"sku,name\nP1,Pump\n", "code,kind\nN1,site\n",
                                        "code,name,kind\nC1,Carl,customer\n", "sku,serial,location\nLAPTOP,S1,A1\n"};
    for (size_t i = 0; i < COUNT(rows); i++)
        for (enum import_mode mode = IMPORT_CHECK; mode < IMPORT_MODE_TOTAL; mode++) {
            struct company c;
            company_open(&c);
            c.roles = rows[i].roles;
            struct import_options o = {.kind = rows[i].kind, .mode = mode, .create = rows[i].create};
            struct one_import one = import_z(&c, o, files[rows[i].kind]);
            if (one.ok != rows[i].may || (!one.ok && one.ctx.refusal.code != REFUSED_FORBIDDEN))
                fail_msg("row %zu, mode %s: %d", i, import_mode_names[mode], one.ok);
            assert_int_equal(number(&c, "SELECT count(*) FROM import_run"), one.ok && mode != IMPORT_CHECK);
            company_close(&c);
        }
}

/* ---- reports ---- */

static void reports_are_kept(void **state)
{
    (void)state;
    struct company c;
    company_open(&c);
    for (int i = 0; i < 5; i++)
        assert_true(import_z(&c, units_good, "sku,serial,location\nLAPTOP,S1,A1\n").ok);
    struct ctx ctx = {.arena = c.arena, .db = c.db, .actor = {1, STR("anna"), ROLE_BIT(ROLE_OPERATOR), STR("test")}};
    struct import_run_list list;
    struct import_run run;
    assert_true(service_import_list(&ctx, 0, 3, &list));
    assert_int_equal(list.count, 3);
    assert_int_equal(list.items[0].id, 5);
    assert_int_equal(list.items[0].bad, 1);
    assert_true(service_import_list(&ctx, list.items[2].id, 3, &list));
    assert_int_equal(list.count, 2);
    assert_true(list.items[1].id == 1 && list.items[1].good == 1 && str_is(list.items[1].actor, "anna"));
    assert_true(service_import_get(&ctx, 1, &run) && run.written && str_is(run.kind, "units") &&
                str_is(run.layout, "rows"));
    assert_true(contains(
        run.report,
        "\"id\":1,\"kind\":\"units\",\"layout\":\"rows\",\"mode\":\"good\",\"written\":true,\"rows\":1,\"good\":1,"
        "\"bad\":0,\"created\":{\"products\":0,\"locations\":0,\"parties\":0,\"units\":1}"));
    assert_false(service_import_get(&ctx, 6, &run));
    assert_int_equal(ctx.refusal.code, REFUSED_NOT_FOUND);
    ctx.refusal = (struct refusal){0};
    ctx.actor.roles = 0;
    assert_false(service_import_get(&ctx, 1, &run));
    assert_int_equal(ctx.refusal.code, REFUSED_FORBIDDEN);
    company_close(&c);
}

static void a_report_shows_the_first_errors_and_counts_the_rest(void **state)
{
    (void)state;
    struct company c;
    company_open(&c);
    struct buf b = {0};
    buf_z(&b, "sku,serial,location,mystery,,mystery\n");
    for (int i = 0; i < IMPORT_ERRORS_SHOWN + 5; i++)
        buf_fmt(&b, "LAPTOP,S%d,NOWHERE,,,\n", i);
    struct one_import one = import_text(&c, units_good, buf_view(&b));
    buf_free(&b);
    assert_true(one.ok && one.outcome.bad == IMPORT_ERRORS_SHOWN + 5);
    struct json_error error;
    struct json *root = json_parse(one.outcome.report, &error);
    assert_non_null(root);
    assert_int_equal(json_count(json_get(root, "errors")), IMPORT_ERRORS_SHOWN);
    assert_int_equal(json_int(json_get(root, "error_count")), IMPORT_ERRORS_SHOWN + 5);
    assert_int_equal(json_count(json_get(root, "ignored_columns")), 2);
    json_free(root);
    company_close(&c);
}

/* ---- many ---- */

static void add_many(struct buf *b, int count, bool spread)
{
    static const char *const places[] = {"SITE", "A1", "A2", "BENCH"};
    buf_z(b, "sku,serial,location,received,imei\n");
    for (int i = 0; i < count; i++)
        buf_fmt(b, "LAPTOP,MANY-%08d,%s,2023-%02d-%02d,\n", i, places[spread ? i % 4 : 0], spread ? i % 12 + 1 : 1,
                spread ? i % 28 + 1 : 1);
}

static void one_hundred_thousand(void **state)
{
    (void)state;
    enum { MANY = 100000 };
    for (int spread = 0; spread < 2; spread++) {
        struct company c;
        company_open(&c);
        struct buf b = {0};
        add_many(&b, MANY, spread);
        int64_t start = time_monotonic_ns();
        struct one_import one = import_text(&c, units_all, buf_view(&b));
        int64_t took = time_monotonic_ns() - start;
        assert_true(one.ok && one.outcome.written && one.outcome.good == MANY);
        assert_int_equal(number(&c, "SELECT count(*) FROM unit"), MANY);
        assert_int_equal(number(&c, "SELECT sum(quantity) FROM stock"), MANY);
        assert_int_equal(number(&c, "SELECT max(units) FROM event"),
                         spread ? MANY / 84 + 1 > 1000 ? 1000 : MANY / 84 + 1 : 1000);
        printf("figure: import of 100,000 serials%s: %.2f s, %lld events\n", spread ? " for 4 places on 84 days" : "",
               (double)took / 1e9, (long long)number(&c, "SELECT count(*) FROM event"));
        struct books before = books_of(&c);
        start = time_monotonic_ns();
        one = import_text(&c, units_good, buf_view(&b));
        took = time_monotonic_ns() - start;
        assert_true(one.ok && one.outcome.bad == MANY && same_books(&c, before));
        printf("figure: the same again, every row refused: %.2f s\n", (double)took / 1e9);
        buf_free(&b);
        company_close(&c);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_case_in_every_mode),
        cmocka_unit_test(a_delivered_unit_has_a_real_history),
        cmocka_unit_test(warranty_end_tells_the_delivery),
        cmocka_unit_test(what_is_missing_is_made),
        cmocka_unit_test(bad_rows_make_nothing),
        cmocka_unit_test(bad_rows_come_back_and_can_be_put_right),
        cmocka_unit_test(a_broken_file_writes_nothing_in_any_mode),
        cmocka_unit_test(a_hopeless_file_is_refused_at_once),
        cmocka_unit_test(too_many_rows),
        cmocka_unit_test(more_than_memory_holds),
        cmocka_unit_test(nobody_imports_more_than_they_may_do),
        cmocka_unit_test(reports_are_kept),
        cmocka_unit_test(a_report_shows_the_first_errors_and_counts_the_rest),
        cmocka_unit_test(one_hundred_thousand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
