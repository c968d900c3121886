/*
 * Tests of domain/import_layout.h and domain/import_cell.h: which header means what, and what cells say.
 */
#include "testing.h"

#include "base/csv.h"
#include "domain/import_cell.h"
#include "domain/import_layout.h"
#include "domain/import_suggest.h"

/* ---- headers ---- */

/* Fields of each column as our names, attributes as +key, identifiers as #kind, silent ones as -, unknown ones as ?. */
static struct str fields_text(struct arena *a, const struct import_map *m)
{
    struct str text = STR("");
    for (size_t i = 0; i < m->count; i++) {
        const struct import_column *c = &m->columns[i];
        const char *name = import_field_names[c->field];
        struct str one = str_of(name);
        if (c->field == IMPORT_F_ATTRIBUTE)
            one = arena_fmt(a, "+%.*s", STR_ARG(c->key));
        else if (c->field == IMPORT_F_IDENTIFIER)
            one = arena_fmt(a, "#%.*s", STR_ARG(c->key));
        else if (c->field == IMPORT_F_SILENT || c->field == IMPORT_F_UNKNOWN)
            one = c->field == IMPORT_F_SILENT ? STR("-") : STR("?");
        text = arena_fmt(a, "%.*s%s%.*s", STR_ARG(text), i ? " " : "", STR_ARG(one));
    }
    return text;
}

static const struct {
    const char *name;
    enum import_kind kind;
    enum import_layout layout;
    const char *header; /* a CSV line */
    const char *fields; /* or: !code field */
} headers[] = {
    {"our own words", IMPORT_UNITS, IMPORT_AUTO,
     "sku,serial,lot,location,status,supplier,received,cost,customer,warranty_end",
     "rows: sku serial lot location status supplier received cost customer warranty_end"},
    {"any case, any mark between words", IMPORT_UNITS, IMPORT_AUTO,
     "Item Code,SERIAL-NO.,Batch #,Storage_Location,Warranty End Date", "rows: sku serial lot location warranty_end"},
    {"identifiers", IMPORT_UNITS, IMPORT_ROWS, "sku,serial,IMEI 1,imei2,MAC Address,Asset Tag,EPC,former serial",
     "rows: sku serial #imei #imei #mac #asset_tag #epc #old_serial"},
    {"what nobody knows is an attribute", IMPORT_UNITS, IMPORT_ROWS,
     "sku,serial,Asset Owner (2),Farbe,Größe,asset owner 2,", "rows: sku serial +asset_owner_2 +farbe +größe ? ?"},
    {"a file of bad rows comes back", IMPORT_UNITS, IMPORT_ROWS, "sku,serial,import_line,import_reason",
     "rows: sku serial - -"},
    {"NetSuite's saved search", IMPORT_UNITS, IMPORT_AUTO, "Item,Number,Location,On Hand,Memo",
     "rows: sku serial location quantity notes"},
    {"Zoho's opening stock", IMPORT_UNITS, IMPORT_AUTO,
     "Item Name,SKU,Opening Stock,Opening Stock Value,TrackSerialNumber,Track Batches,Enable Bin Tracking,Location "
     "Name,"
     "Batch Reference#,Manufacturer Batch#,Manufactured Date,Expiry Date,Quantity In,Bin Name,Bin Quantity,Serial "
     "Numbers",
     "zoho: name sku opening_stock ? - - - site lot manufacturer_batch made expires quantity bin "
     "bin_quantity serials"},
    {"Zoho without SKU", IMPORT_UNITS, IMPORT_ZOHO, "Item Name,Warehouse Name,Opening Stock,Serial Numbers",
     "zoho: name site opening_stock serials"},
    {"products", IMPORT_PRODUCTS, IMPORT_AUTO, "SKU;Item Name;EAN;Warranty (months);Colour",
     "rows: sku name gtin warranty_months +colour"},
    {"products and their numbers", IMPORT_PRODUCTS, IMPORT_AUTO, "sku,name,Serial Regex,Numbering Scheme",
     "rows: sku name serial_format numbering"},
    {"products, as they are exported", IMPORT_PRODUCTS, IMPORT_AUTO,
     "sku,gtin,name,category,warranty_months,shelf_life_days,maintenance_interval_days,serial_format,numbering,active",
     "rows: sku gtin name category warranty_months shelf_life_days maintenance_interval_days serial_format numbering "
     "active"},
    {"products in German", IMPORT_PRODUCTS, IMPORT_AUTO, "Artikelnummer;Bezeichnung;Nummernkreis;Seriennummernformat",
     "rows: sku name numbering serial_format"},
    {"locations", IMPORT_LOCATIONS, IMPORT_AUTO, "Location Code,Name,Type,Parent Code,GLN,is active",
     "rows: code name kind parent gln active"},
    {"parties", IMPORT_PARTIES, IMPORT_AUTO,
     "Customer Number,Company,Contact Type,E-Mail,Tel.,Billing Address,Contact Person",
     "rows: code name kind email phone address contact"},
    {"German words", IMPORT_UNITS, IMPORT_AUTO, "Artikelnummer;Seriennummer;Lagerort;Lieferant;Charge;Bemerkung",
     "rows: sku serial location supplier lot notes"},
    {"several serials in one cell", IMPORT_UNITS, IMPORT_AUTO, "sku,Serial Numbers,location",
     "rows: sku serials location"},
    {"QuickBooks' adjustment of inventory", IMPORT_UNITS, IMPORT_AUTO,
     "Txn Date,Inventory Site,Item Ref Full Name,Quantity Adj Serial Number,Quantity Adj Lot Number,Serial Number Adj "
     "Add Serial Number",
     "rows: received site sku serials lot serials"},
    {"NetSuite's inventory detail", IMPORT_UNITS, IMPORT_AUTO,
     "Item,receiptInventoryNumber,binNumber,Location,expirationDate", "rows: sku serial bin location expires"},
    {"no serial", IMPORT_UNITS, IMPORT_AUTO, "sku,location", "!missing_field serial"},
    {"no sku", IMPORT_UNITS, IMPORT_AUTO, "serial,location", "!missing_field sku"},
    {"no header at all", IMPORT_UNITS, IMPORT_AUTO, "LAPTOP,SN1,A1", "!missing_field sku"},
    {"Zoho with neither SKU nor name", IMPORT_UNITS, IMPORT_ZOHO, "Location Name,Serial Numbers", "!missing_field sku"},
    {"two columns for one thing", IMPORT_UNITS, IMPORT_AUTO, "sku,Item Code,serial", "!bad_csv sku"},
    {"parties without a kind", IMPORT_PARTIES, IMPORT_AUTO, "code,name", "!missing_field kind"},
    {"Zoho is for units", IMPORT_PRODUCTS, IMPORT_ZOHO, "sku,name", "!bad_value layout"},
};

static void headers_mean_fields(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(headers); i++) {
        struct arena *a = arena_new(0);
        struct csv csv;
        struct csv_row row;
        struct import_map m = {0};
        struct refusal r = {0};
        csv_open(&csv, str_of(headers[i].header));
        assert_row(csv_next(&csv, a, &row) == CSV_ROW, headers[i].name);
        bool ok = import_map_header(a, headers[i].kind, headers[i].layout, NULL, row.cells, row.count, &m, &r);
        struct str got = ok ? arena_fmt(a, "%s: %.*s", import_layout_names[m.layout], STR_ARG(fields_text(a, &m)))
                            : arena_fmt(a, "!%s %s", refusal_texts[r.code].name, r.field);
        if (!str_is(got, headers[i].fields))
            fail_msg("row \"%s\": got \"%.*s\", want \"%s\"", headers[i].name, STR_ARG(got), headers[i].fields);
        assert_row(ok || r.detail.len > 20, headers[i].name);
        arena_free(a);
    }
}

static void columns_are_called_as_in_the_file(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    const struct str cells[] = {STR(" Item Code "), STR("Serial No")};
    struct import_map m;
    struct refusal r = {0};
    assert_true(import_map_header(a, IMPORT_UNITS, IMPORT_AUTO, NULL, cells, 2, &m, &r));
    assert_str(import_map_header_of(&m, IMPORT_F_SKU), "Item Code");
    assert_str(import_map_header_of(&m, IMPORT_F_LOT), "lot");
    assert_null(import_map_find(&m, IMPORT_F_LOT));
    arena_free(a);
}

/* ---- what a person says ---- */

#define TEXT(literal)                                                                                                  \
    {                                                                                                                  \
        (literal), sizeof(literal) - 1                                                                                 \
    }

static const struct {
    const char *name;
    const char *header;
    struct import_choice choices[3];
    const char *fields; /* or: !code field */
} mappings[] = {
    {"nothing is said", "sku,serial", {{{NULL, 0}, {NULL, 0}}}, "sku serial"},
    {"a strange column",
     "Thing,Etikett",
     {{TEXT("Thing"), TEXT("sku")}, {TEXT("Etikett"), TEXT("serial")}},
     "sku serial"},
    {"passed over", "sku,serial,Memo", {{TEXT("Memo"), {NULL, 0}}}, "sku serial ?"},
    {"kept as it is", "sku,serial,Memo", {{TEXT("Memo"), TEXT("attribute")}}, "sku serial +memo"},
    {"an identifier", "sku,serial,Funk", {{TEXT("Funk"), TEXT("mac")}}, "sku serial #mac"},
    {"a choice beats a header that sounds alike",
     "sku,Serial No,Maker Serial",
     {{TEXT("Maker Serial"), TEXT("serial")}},
     "sku +serial_no serial"},
    {"many serials", "sku,Nummern", {{TEXT("Nummern"), TEXT("serials")}}, "sku serials"},
    {"spaces around a header", "sku, Nr ", {{TEXT("Nr"), TEXT("serial")}}, "sku serial"},
    {"two for one field", "sku,A,B", {{TEXT("A"), TEXT("serial")}, {TEXT("B"), TEXT("serial")}}, "!bad_csv serial"},
    {"no such column", "sku,serial", {{TEXT("Memo"), TEXT("notes")}}, "!bad_value mapping"},
    {"no such field", "sku,serial,Memo", {{TEXT("Memo"), TEXT("colour")}}, "!bad_value mapping"},
    {"what is needed is passed over", "sku,serial", {{TEXT("serial"), {NULL, 0}}}, "!missing_field serial"},
};

static void choices_go_first(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(mappings); i++) {
        struct arena *a = arena_new(0);
        struct csv csv;
        struct csv_row row;
        struct import_map m = {0};
        struct refusal r = {0};
        struct import_choices choices = {mappings[i].choices, 0};
        while (choices.count < COUNT(mappings[i].choices) && mappings[i].choices[choices.count].header.ptr)
            choices.count++;
        csv_open(&csv, str_of(mappings[i].header));
        assert_row(csv_next(&csv, a, &row) == CSV_ROW, mappings[i].name);
        bool ok = import_map_header(a, IMPORT_UNITS, IMPORT_AUTO, &choices, row.cells, row.count, &m, &r);
        struct str got =
            ok ? fields_text(a, &m) : arena_fmt(a, "!%s %s", refusal_texts[r.code].name, r.field ? r.field : "");
        if (!str_is(got, mappings[i].fields))
            fail_msg("row \"%s\": got \"%.*s\", want \"%s\"", mappings[i].name, STR_ARG(got), mappings[i].fields);
        arena_free(a);
    }
}

/* ---- suggestions ---- */

static const struct {
    enum import_kind kind;
    const char *header, *want; /* "serial 100"; "-": none */
} suggestions[] = {
    {IMPORT_UNITS, "sku,SERIAL_NO,Lot #", "sku 100, serial 100, lot 100"},
    {IMPORT_UNITS, "Device Serial No,Item SKU", "serial 57, sku 100"},
    {IMPORT_UNITS, "Customer Serial Number", "serial 60"},
    {IMPORT_UNITS, "dateReceived,serialNumber", "received 100, serial 100"},
    {IMPORT_UNITS, "Serial Number,Old Serial Number,Serial Number (copy)", "serial 100, -, -"},
    {IMPORT_UNITS, "IMEI 1,IMEI 2,Phone Number,Colour", "imei 100, imei 100, -, -"},
    {IMPORT_UNITS, "Name of the Storage Location,Unit Cost", "location 62, cost 100"},
    {IMPORT_UNITS, ",  ,###", "-, -, -"},
    {IMPORT_PRODUCTS, "Article No.,Title,Bar Code", "sku 100, name 100, gtin 100"},
    {IMPORT_PRODUCTS, "SKU,Our Number Range,Serial Mask", "sku 100, numbering 78, serial_format 100"},
    {IMPORT_PARTIES, "Firma,Kundennummer,E-Mail privat", "name 100, code 100, email 45"},
    {IMPORT_LOCATIONS, "Code,Parent Location", "code 100, parent 100"},
};

static void columns_are_suggested(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(suggestions); i++) {
        struct arena *a = arena_new(0);
        struct csv csv;
        struct csv_row row;
        struct import_suggestion all[8];
        struct str got = STR("");
        csv_open(&csv, str_of(suggestions[i].header));
        assert_row(csv_next(&csv, a, &row) == CSV_ROW, suggestions[i].header);
        import_suggest(suggestions[i].kind, IMPORT_ROWS, row.cells, row.count, all);
        for (size_t k = 0; k < row.count; k++) {
            struct str one = STR("-");
            if (all[k].row)
                one = arena_fmt(a, "%.*s %d", STR_ARG(import_field_row_name(all[k].row)), all[k].confidence);
            got = arena_fmt(a, "%.*s%s%.*s", STR_ARG(got), k ? ", " : "", STR_ARG(one));
        }
        if (!str_is(got, suggestions[i].want))
            fail_msg("\"%s\": got \"%.*s\", want \"%s\"", suggestions[i].header, STR_ARG(got), suggestions[i].want);
        arena_free(a);
    }
}

/* ---- dates ---- */

static const struct {
    const char *text;
    const char *want; /* as RFC 3339; "ambiguous" or "bad" */
} dates[] = {
    {"2026-05-13", "2026-05-13T00:00:00.000Z"},
    {"2026-02-29", "bad"},
    {"2028-02-29", "2028-02-29T00:00:00.000Z"},
    {"13.05.2026", "2026-05-13T00:00:00.000Z"},
    {"3.5.2026", "2026-05-03T00:00:00.000Z"}, /* with full stops the day always comes first */
    {"05.13.2026", "bad"},
    {"05/13/2026", "2026-05-13T00:00:00.000Z"},
    {"13/05/2026", "2026-05-13T00:00:00.000Z"},
    {"13-05-2026", "2026-05-13T00:00:00.000Z"},
    {"05/03/2026", "ambiguous"},
    {"5-3-2026", "ambiguous"},
    {"12/12/2026", "2026-12-12T00:00:00.000Z"},
    {"31/02/2026", "bad"},
    {"13/13/2026", "bad"},
    {"2026/05/13", "2026-05-13T00:00:00.000Z"},
    {"2026/5/3", "2026-05-03T00:00:00.000Z"},
    {"2026.05.13", "bad"},
    {"05/13/26", "bad"},
    {"13.05/2026", "bad"},
    {"13.05.2026x", "bad"},
    {"13.05.", "bad"},
    {"46155", "bad"}, /* a spreadsheet's day number */
    {"2026-05-13T08:30:00+02:00", "2026-05-13T08:30:00.000+02:00"},
    {"2026-05-13 08:30", "2026-05-13T08:30:00.000Z"},
    {"2026-05-13 08:30:15", "2026-05-13T08:30:15.000Z"},
    {"2026-05-13 25:30", "bad"},
    {"2026-05-13 8:30", "bad"},
    {"", "bad"},
    {"yesterday", "bad"},
};

static void dates_as_people_write_them(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(dates); i++) {
        struct time_zoned t = {77, 7};
        char text[TIME_TEXT_MAX] = "bad";
        enum import_date verdict = import_date_read(str_of(dates[i].text), &t);
        if (verdict == IMPORT_DATE_AMBIGUOUS)
            snprintf(text, sizeof text, "ambiguous");
        if (verdict == IMPORT_DATE_GOOD)
            time_print(t, text);
        else
            assert_row(t.at == 77 && t.offset_min == 7, dates[i].text);
        if (strcmp(text, dates[i].want) != 0)
            fail_msg("\"%s\": got %s, want %s", dates[i].text, text, dates[i].want);
    }
}

/* ---- cells ---- */

static const struct {
    const char *cell;
    const char *serials; /* with a space between them */
} serial_cells[] = {
    {"A1", "A1"},
    {"A1,A2,A3", "A1 A2 A3"},
    {"A1;A2|A3", "A1 A2 A3"},
    {"A1\nA2\r\nA3\n", "A1 A2 A3"},
    {" A1 , A2 ,, A3,", "A1 A2 A3"},
    {"A1\tA2", "A1 A2"},
    {"", ""},
    {" , ;\n", ""},
    {"'-A1,'=A2", "-A1 =A2"},
    {"A1,A1", "A1 A1"},
};

static void many_serials_in_one_cell(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(serial_cells); i++) {
        struct arena *a = arena_new(0);
        struct str *list, text = STR("");
        size_t n;
        assert_true(import_serials_split(a, str_of(serial_cells[i].cell), &list, &n));
        for (size_t k = 0; k < n; k++)
            text = arena_fmt(a, "%.*s%s%.*s", STR_ARG(text), k ? " " : "", STR_ARG(list[k]));
        assert_row(str_is(text, serial_cells[i].serials), serial_cells[i].cell);
        arena_free(a);
    }
}

static void cells_as_they_were_meant(void **state)
{
    (void)state;
    static const struct {
        const char *cell, *want;
    } rows[] = {
        {"  A1 ", "A1"}, {"'=1+1", "=1+1"},   {"'-12", "-12"}, {"'quoted'", "'quoted'"},
        {"'", "'"},      {"=\"007\"", "007"}, {"=\"\"", ""},   {"=A1", "=A1"},
        {"", ""},        {" \t ", ""},
    };
    for (size_t i = 0; i < COUNT(rows); i++)
        assert_row(str_is(import_cell_text(str_of(rows[i].cell)), rows[i].want), rows[i].cell);
}

static void quantities(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t want; /* -1: none */
    } rows[] = {
        {"0", 0},
        {"12", 12},
        {"12.00", 12},
        {"12.", 12},
        {"1,200", 1200},
        {"1,200,300.0", 1200300},
        {"12.5", -1},
        {"-3", -1},
        {"1,2", -1},
        {",200", -1},
        {"", -1},
        {"ten", -1},
        {".0", -1},
        {"99999999999999999999", -1},
        {"999999999999999999999", -1},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        int64_t got = -1;
        import_quantity_read(str_of(rows[i].text), &got);
        assert_row(got == rows[i].want, rows[i].text);
    }
}

static void words(void **state)
{
    (void)state;
    enum status s = STATUS_NONE;
    bool yes = false;
    assert_true(import_status_read(STR("In Stock"), &s) && s == STATUS_IN_STOCK);
    assert_true(import_status_read(STR("in_stock"), &s) && s == STATUS_IN_STOCK);
    assert_true(import_status_read(STR("SOLD"), &s) && s == STATUS_DELIVERED);
    assert_true(import_status_read(STR("allocated"), &s) && s == STATUS_ALLOCATED);
    assert_false(import_status_read(STR("in_repair"), &s));
    assert_false(import_status_read(STR("a very long word that is longer than any status of ours"), &s));
    assert_true(import_yes_read(STR("Yes"), &yes) && yes);
    assert_true(import_yes_read(STR("FALSE"), &yes) && !yes);
    assert_false(import_yes_read(STR("perhaps"), &yes));
    assert_int_equal(import_party_kind_read(STR("Vendor")), PARTY_SUPPLIER);
    assert_int_equal(import_location_kind_read(STR("warehouse")), LOCATION_SITE);
    assert_int_equal(import_location_kind_read(STR("cellar")), -1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(headers_mean_fields),
        cmocka_unit_test(columns_are_called_as_in_the_file),
        cmocka_unit_test(choices_go_first),
        cmocka_unit_test(columns_are_suggested),
        cmocka_unit_test(dates_as_people_write_them),
        cmocka_unit_test(many_serials_in_one_cell),
        cmocka_unit_test(cells_as_they_were_meant),
        cmocka_unit_test(quantities),
        cmocka_unit_test(words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
