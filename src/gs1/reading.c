/*
 * reading: see the header.
 */
#include "gs1/reading.h"

#include "gs1/check.h"
#include "gs1/value.h"

const char *const gs1_carrier_names[GS1_CARRIER_COUNT] = {
    [GS1_CARRIER_PLAIN] = "plain",
    [GS1_CARRIER_NUMBER] = "number",
    [GS1_CARRIER_ELEMENT_STRING] = "element_string",
    [GS1_CARRIER_DIGITAL_LINK] = "digital_link",
    [GS1_CARRIER_URL] = "url",
    [GS1_CARRIER_EPC_URN] = "epc_urn",
    [GS1_CARRIER_EPC_TAG] = "epc_tag",
    [GS1_CARRIER_EPC_BINARY] = "epc_binary",
    [GS1_CARRIER_ISO15434] = "iso15434",
    [GS1_CARRIER_DATA_IDENTIFIERS] = "data_identifiers",
    [GS1_CARRIER_HIBC] = "hibc",
    [GS1_CARRIER_ICCBBA] = "iccbba",
};

const char *const gs1_field_names[GS1_FIELD_COUNT_OF] = {
    [GS1_FIELD_GTIN] = "gtin",
    [GS1_FIELD_SERIAL] = "serial",
    [GS1_FIELD_LOT] = "lot",
    [GS1_FIELD_EXPIRY] = "expiry",
    [GS1_FIELD_PRODUCTION_DATE] = "production_date",
    [GS1_FIELD_SSCC] = "sscc",
    [GS1_FIELD_CONTENT] = "content",
    [GS1_FIELD_COUNT] = "count",
    [GS1_FIELD_GLN] = "gln",
    [GS1_FIELD_GLN_EXTENSION] = "gln_extension",
    [GS1_FIELD_GRAI] = "grai",
    [GS1_FIELD_GIAI] = "giai",
    [GS1_FIELD_GDTI] = "gdti",
    [GS1_FIELD_CPID] = "cpid",
    [GS1_FIELD_CPID_SERIAL] = "cpid_serial",
    [GS1_FIELD_ITIP] = "itip",
    [GS1_FIELD_IMEI] = "imei",
    [GS1_FIELD_UDI_DI] = "udi_di",
    [GS1_FIELD_PART_NUMBER] = "part_number",
    [GS1_FIELD_SUPPLIER_PART_NUMBER] = "supplier_part_number",
    [GS1_FIELD_SUPPLIER] = "supplier",
    [GS1_FIELD_ORDER_NUMBER] = "order_number",
    [GS1_FIELD_DELIVERY_NOTE] = "delivery_note",
    [GS1_FIELD_LICENCE_PLATE] = "licence_plate",
    [GS1_FIELD_EPC] = "epc",
    [GS1_FIELD_DONATION] = "donation",
    [GS1_FIELD_URL] = "url",
};

/* Which elements are fields. An earlier row goes before a later one of the same field. */
static const struct {
    const char *ai;
    enum gs1_field field;
} elements[] = {
    {"01", GS1_FIELD_GTIN},          {"03", GS1_FIELD_GTIN},           {"21", GS1_FIELD_SERIAL},
    {"10", GS1_FIELD_LOT},           {"00", GS1_FIELD_SSCC},           {"02", GS1_FIELD_CONTENT},
    {"37", GS1_FIELD_COUNT},         {"30", GS1_FIELD_COUNT},          {"414", GS1_FIELD_GLN},
    {"417", GS1_FIELD_GLN},          {"254", GS1_FIELD_GLN_EXTENSION}, {"8003", GS1_FIELD_GRAI},
    {"8004", GS1_FIELD_GIAI},        {"253", GS1_FIELD_GDTI},          {"8010", GS1_FIELD_CPID},
    {"8011", GS1_FIELD_CPID_SERIAL}, {"8006", GS1_FIELD_ITIP},         {"8040", GS1_FIELD_IMEI},
    {"241", GS1_FIELD_PART_NUMBER},  {"400", GS1_FIELD_ORDER_NUMBER},
};

static const struct {
    const char *ai; /* its value begins with YYMMDD */
    enum gs1_field field;
} dates[] = {
    {"17", GS1_FIELD_EXPIRY},
    {"7003", GS1_FIELD_EXPIRY},
    {"11", GS1_FIELD_PRODUCTION_DATE},
    {"8008", GS1_FIELD_PRODUCTION_DATE},
};

#define COUNT(array) (sizeof(array) / sizeof *(array))

void gs1_reading_clear(struct gs1_reading *r)
{
    r->carrier = GS1_CARRIER_PLAIN;
    r->symbology = NULL;
    r->data = (struct str){0};
    r->field_count = r->message.count = r->part_count = 0;
    r->epc = NULL;
    r->doubt = (struct gs1_problem){0};
}

struct str gs1_reading_field(const struct gs1_reading *r, enum gs1_field field)
{
    for (size_t i = 0; i < r->field_count; i++) {
        if (r->fields[i].field == field)
            return r->fields[i].value;
    }
    return (struct str){0};
}

void gs1_reading_add(struct gs1_reading *r, enum gs1_field field, struct str value)
{
    _Static_assert((int)GS1_FIELD_COUNT_OF <= (int)GS1_READING_FIELDS_MAX,
                   "each field at most once: there is always room");
    if (str_empty(value) || gs1_reading_field(r, field).len > 0)
        return;
    r->fields[r->field_count].field = field;
    r->fields[r->field_count++].value = value;
}

void gs1_reading_add_date(struct arena *a, struct gs1_reading *r, enum gs1_field field, int year, int month, int day)
{
    gs1_reading_add(r, field, arena_fmt(a, "%04d-%02d-%02d", year, month, day));
}

bool gs1_reading_part(struct gs1_reading *r, struct str id, const char *title, struct str value, size_t at)
{
    if (r->part_count == GS1_READING_PARTS_MAX)
        return false;
    struct gs1_part_read *p = &r->parts[r->part_count++];
    *p = (struct gs1_part_read){.title = title, .value = value, .at = at};
    memcpy(p->id, id.ptr, id.len < sizeof p->id ? id.len : sizeof p->id - 1);
    return true;
}

void gs1_reading_elements(struct arena *a, struct gs1_reading *r, int year)
{
    const struct gs1_message *m = &r->message;
    struct gs1_date d;
    for (size_t i = 0; i < COUNT(elements); i++)
        gs1_reading_add(r, elements[i].field, gs1_message_value(m, elements[i].ai));
    gs1_reading_add(r, GS1_FIELD_GTIN, str_slice(gs1_message_value(m, "8006"), 0, GS1_GTIN_LEN));
    for (size_t i = 0; i < COUNT(dates); i++) {
        if (gs1_date_read(str_slice(gs1_message_value(m, dates[i].ai), 0, 6), year, &d))
            gs1_reading_add_date(a, r, dates[i].field, d.year, d.month, d.day);
    }
}
