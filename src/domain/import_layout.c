#include "domain/import_layout.h"

#include "domain/import_cell.h"

const char *const import_kind_names[] = {[IMPORT_PRODUCTS] = "products",
                                         [IMPORT_LOCATIONS] = "locations",
                                         [IMPORT_PARTIES] = "parties",
                                         [IMPORT_UNITS] = "units"};
const char *const import_layout_names[] = {[IMPORT_AUTO] = "auto", [IMPORT_ROWS] = "rows", [IMPORT_ZOHO] = "zoho"};

const char *const import_field_names[] = {
    [IMPORT_F_UNKNOWN] = "",
    [IMPORT_F_SILENT] = "",
    [IMPORT_F_ATTRIBUTE] = "attributes",
    [IMPORT_F_IDENTIFIER] = "identifiers",
    [IMPORT_F_SKU] = "sku",
    [IMPORT_F_NAME] = "name",
    [IMPORT_F_GTIN] = "gtin",
    [IMPORT_F_CATEGORY] = "category",
    [IMPORT_F_WARRANTY_MONTHS] = "warranty_months",
    [IMPORT_F_SHELF_LIFE_DAYS] = "shelf_life_days",
    [IMPORT_F_MAINTENANCE_DAYS] = "maintenance_interval_days",
    [IMPORT_F_SERIAL_FORMAT] = "serial_format",
    [IMPORT_F_ACTIVE] = "active",
    [IMPORT_F_CODE] = "code",
    [IMPORT_F_KIND] = "kind",
    [IMPORT_F_PARENT] = "parent",
    [IMPORT_F_GLN] = "gln",
    [IMPORT_F_EMAIL] = "email",
    [IMPORT_F_PHONE] = "phone",
    [IMPORT_F_ADDRESS] = "address",
    [IMPORT_F_CONTACT] = "contact",
    [IMPORT_F_SERIAL] = "serial",
    [IMPORT_F_SERIALS] = "Serial Numbers",
    [IMPORT_F_LOT] = "lot",
    [IMPORT_F_MAKER_LOT] = "manufacturer_batch",
    [IMPORT_F_EXPIRES] = "expires",
    [IMPORT_F_MADE] = "made",
    [IMPORT_F_LOCATION] = "location",
    [IMPORT_F_SITE] = "site",
    [IMPORT_F_BIN] = "bin",
    [IMPORT_F_STATUS] = "status",
    [IMPORT_F_SUPPLIER] = "supplier",
    [IMPORT_F_CUSTOMER] = "customer",
    [IMPORT_F_RECEIVED] = "received",
    [IMPORT_F_DELIVERED] = "delivered",
    [IMPORT_F_PURCHASE_ORDER] = "purchase_order",
    [IMPORT_F_ORDER] = "order",
    [IMPORT_F_WARRANTY_END] = "warranty_end",
    [IMPORT_F_COST] = "cost",
    [IMPORT_F_NOTES] = "notes",
    [IMPORT_F_OPENING_STOCK] = "Opening Stock",
    [IMPORT_F_QUANTITY_IN] = "Quantity In",
    [IMPORT_F_BIN_QUANTITY] = "Bin Quantity",
};

/* One field of a layout. The words are squeezed (see below), with '|' between them. */
struct field_row {
    enum import_field field;
    bool needed;
    const char *words;
    const char *kind; /* of an identifier */
};

static const struct field_row product_fields[] = {
    {IMPORT_F_SKU, true,
     "sku|itemsku|productsku|itemcode|itemno|itemnumber|productcode|articleno|articlenumber|partno|partnumber|model",
     NULL},
    {IMPORT_F_NAME, true, "name|itemname|productname|title|description|itemdescription|product|item", NULL},
    {IMPORT_F_GTIN, false, "gtin|ean|ean13|upc|gtin14|barcode", NULL},
    {IMPORT_F_CATEGORY, false, "category|itemcategory|productcategory|group|itemgroup|family|categoryname", NULL},
    {IMPORT_F_WARRANTY_MONTHS, false, "warrantymonths|warranty|warrantyinmonths|warrantyperiod", NULL},
    {IMPORT_F_SHELF_LIFE_DAYS, false, "shelflifedays|shelflife|shelflifeindays", NULL},
    {IMPORT_F_MAINTENANCE_DAYS, false, "maintenanceintervaldays|maintenanceinterval|maintenancedays|serviceinterval",
     NULL},
    {IMPORT_F_SERIAL_FORMAT, false, "serialformat|serialpattern|serialnumberformat", NULL},
    {IMPORT_F_ACTIVE, false, "active|isactive|enabled", NULL},
};

static const struct field_row location_fields[] = {
    {IMPORT_F_CODE, true, "code|locationcode|location|barcode|locationid", NULL},
    {IMPORT_F_NAME, false, "name|locationname|description|title", NULL},
    {IMPORT_F_KIND, false, "kind|type|locationtype|locationkind", NULL},
    {IMPORT_F_PARENT, false, "parent|parentcode|parentlocation|inside|within", NULL},
    {IMPORT_F_GLN, false, "gln", NULL},
    {IMPORT_F_ACTIVE, false, "active|isactive|enabled", NULL},
};

static const struct field_row party_fields[] = {
    {IMPORT_F_CODE, true,
     "code|partycode|customercode|suppliercode|vendorcode|customernumber|suppliernumber|customerno|supplierno|number|"
     "id|contactid",
     NULL},
    {IMPORT_F_NAME, true,
     "name|partyname|company|companyname|displayname|customername|suppliername|vendorname|fullname", NULL},
    {IMPORT_F_KIND, true, "kind|type|partytype|partykind|contacttype|role", NULL},
    {IMPORT_F_GLN, false, "gln", NULL},
    {IMPORT_F_EMAIL, false, "email|mail|emailid|emailaddress", NULL},
    {IMPORT_F_PHONE, false, "phone|telephone|tel|phonenumber|mobile|mobilephone", NULL},
    {IMPORT_F_ADDRESS, false, "address|billingaddress|postaladdress|shippingaddress", NULL},
    {IMPORT_F_CONTACT, false, "contact|contactname|contactperson|primarycontact", NULL},
    {IMPORT_F_ACTIVE, false, "active|isactive|enabled", NULL},
};

static const struct field_row unit_fields[] = {
    {IMPORT_F_SKU, true,
     "sku|itemsku|productsku|itemcode|itemno|itemnumber|productcode|articleno|articlenumber|partno|partnumber|product|"
     "item|model",
     NULL},
    {IMPORT_F_SERIAL, true, "serial|serialnumber|serialno|serialnr|sn|number|serialid|lotserialnumber", NULL},
    {IMPORT_F_NAME, false, "name|itemname|productname|description|itemdescription", NULL},
    {IMPORT_F_GTIN, false, "gtin|ean|upc", NULL},
    {IMPORT_F_LOT, false, "lot|batch|lotnumber|lotno|batchnumber|batchno|batchreference|lotcode", NULL},
    {IMPORT_F_EXPIRES, false, "expires|expiry|expirydate|expirationdate|expiration|bestbefore|usebydate|useby", NULL},
    {IMPORT_F_MADE, false, "made|manufactureddate|manufacturedon|productiondate|manufacturingdate", NULL},
    {IMPORT_F_LOCATION, false, "location|locationcode|place|storagelocation", NULL},
    {IMPORT_F_SITE, false, "site|warehouse|locationname|warehousename|inventorysite|branch|facility", NULL},
    {IMPORT_F_BIN, false, "bin|binname|binlocation|shelf|binnumber", NULL},
    {IMPORT_F_STATUS, false, "status|state|unitstatus", NULL},
    {IMPORT_F_SUPPLIER, false, "supplier|vendor|suppliername|vendorname|suppliercode|vendorcode|receivedfrom", NULL},
    {IMPORT_F_CUSTOMER, false, "customer|owner|customername|customercode|soldto|deliveredto|buyer", NULL},
    {IMPORT_F_RECEIVED, false,
     "received|receivedon|receiveddate|datereceived|receiptdate|purchasedate|purchasedon|receivedat", NULL},
    {IMPORT_F_DELIVERED, false,
     "delivered|deliveredon|delivereddate|deliverydate|soldon|solddate|saledate|salesdate|invoicedate|shipped|"
     "shippedon|shipdate|deliveredat",
     NULL},
    {IMPORT_F_PURCHASE_ORDER, false, "purchaseorder|po|purchaseordernumber|ponumber|pono|receiptnumber", NULL},
    {IMPORT_F_ORDER, false, "order|salesorder|ordernumber|orderno|so|sonumber|invoice|invoicenumber|salesordernumber",
     NULL},
    {IMPORT_F_WARRANTY_END, false,
     "warrantyend|warrantyuntil|warrantyenddate|warrantyexpires|warrantyexpiry|warrantyexpirydate|warrantyexpiration|"
     "warrantyexpirationdate",
     NULL},
    {IMPORT_F_COST, false, "cost|unitcost|purchaseprice|purchasecost|costprice", NULL},
    {IMPORT_F_NOTES, false, "notes|note|memo|comment|comments|remarks", NULL},
    {IMPORT_F_IDENTIFIER, false, "imei|imei1|imei2|imeinumber", "imei"},
    {IMPORT_F_IDENTIFIER, false, "mac|mac1|mac2|macaddress|wifimac|lanmac|ethernetmac", "mac"},
    {IMPORT_F_IDENTIFIER, false, "epc|rfid|epctag", "epc"},
    {IMPORT_F_IDENTIFIER, false, "assettag|assetno|assetnumber|inventorynumber|tag", "asset_tag"},
    {IMPORT_F_IDENTIFIER, false, "oldserial|formerserial|previousserial", "old_serial"},
    {IMPORT_F_IDENTIFIER, false, "iccid|simnumber", "iccid"},
};

static const struct field_row zoho_fields[] = {
    {IMPORT_F_SKU, true, "sku|itemsku", NULL},
    {IMPORT_F_NAME, false, "itemname|name|productname", NULL},
    {IMPORT_F_OPENING_STOCK, false, "openingstock|openingstockquantity|initialstock", NULL},
    {IMPORT_F_QUANTITY_IN, false, "quantityin|quantity|batchquantity", NULL},
    {IMPORT_F_BIN_QUANTITY, false, "binquantity|binqty", NULL},
    {IMPORT_F_SITE, true, "locationname|warehousename|location|warehouse|branchname|branch", NULL},
    {IMPORT_F_BIN, false, "binname|bin|binlocation", NULL},
    {IMPORT_F_LOT, false, "batchreference|batchreferencenumber|batchnumber|batch", NULL},
    {IMPORT_F_MAKER_LOT, false, "manufacturerbatch|manufacturerbatchnumber", NULL},
    {IMPORT_F_MADE, false, "manufactureddate|manufacturingdate", NULL},
    {IMPORT_F_EXPIRES, false, "expirydate|expirationdate", NULL},
    {IMPORT_F_SERIALS, true, "serialnumbers|serialnumber|serials|serialno", NULL},
    {IMPORT_F_SILENT, false, "trackserialnumber|trackserialnumbers|trackbatches|enablebintracking|trackinventory",
     NULL},
};

#define FIELDS(rows)                                                                                                   \
    {                                                                                                                  \
        rows, sizeof(rows) / sizeof *(rows)                                                                            \
    }
struct field_table {
    const struct field_row *rows;
    size_t count;
};
static const struct field_table tables[] = {
    [IMPORT_PRODUCTS] = FIELDS(product_fields),
    [IMPORT_LOCATIONS] = FIELDS(location_fields),
    [IMPORT_PARTIES] = FIELDS(party_fields),
    [IMPORT_UNITS] = FIELDS(unit_fields),
};
static const struct field_table zoho_table = FIELDS(zoho_fields);

/* ---- one header ---- */

enum { WORD_MAX = 64 };

/* Small letters without what people put between words; empty when it is longer than any word of ours. */
static struct str squeeze(struct str header, char out[WORD_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < header.len; i++) {
        char c = header.ptr[i];
        if (c != '\0' && strchr(" _-#.*/:()[]\t\r\n", c))
            continue;
        if (n == WORD_MAX)
            return (struct str){out, 0};
        out[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (struct str){out, n};
}

static bool among(const char *words, struct str word)
{
    struct str rest = str_of(words);
    while (rest.len) {
        struct str w = str_slice(rest, 0, str_find(rest, '|'));
        if (str_eq(w, word))
            return true;
        rest = str_slice(rest, w.len + 1, rest.len);
    }
    return false;
}

static const struct field_row *find_row(const struct field_table *t, struct str word)
{
    for (size_t i = 0; word.len && i < t->count; i++)
        if (among(t->rows[i].words, word))
            return &t->rows[i];
    return NULL;
}

/* Opening stock gives itself away by columns that nobody else has. */
static bool looks_like_zoho(const struct str *cells, size_t count)
{
    bool stock = false, serials = false;
    for (size_t i = 0; i < count; i++) {
        char buffer[WORD_MAX];
        struct str word = squeeze(import_cell_text(cells[i]), buffer);
        stock = stock || among("openingstock|trackserialnumber|quantityin|binquantity", word);
        serials = serials || among("serialnumbers", word);
    }
    return stock && serials;
}

/* "Asset Owner (2)" -> "asset_owner_2": letters, digits and whatever is not ASCII stay. */
static struct str attribute_key(struct arena *a, struct str header)
{
    char *out = arena_alloc(a, header.len + 1);
    size_t n = 0;
    for (size_t i = 0; out && i < header.len; i++) {
        char c = header.ptr[i];
        bool capital = c >= 'A' && c <= 'Z';
        bool word = capital || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
        if (word)
            out[n++] = capital ? (char)(c - 'A' + 'a') : c;
        else if (n && out[n - 1] != '_')
            out[n++] = '_';
    }
    while (n && out[n - 1] == '_')
        n--;
    return (struct str){out, n};
}

/* ---- the whole header ---- */

static bool key_taken(const struct import_map *m, struct str key)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->columns[i].field == IMPORT_F_ATTRIBUTE && str_eq(m->columns[i].key, key))
            return true;
    return false;
}

/* A column that the table does not know: kept as an attribute where that is possible. */
static struct import_column strange_column(struct arena *a, const struct import_map *m, struct str header,
                                           struct str word)
{
    if (str_is(word, "importline") || str_is(word, "importreason"))
        return (struct import_column){.field = IMPORT_F_SILENT, .header = header};
    struct str key = m->layout == IMPORT_ZOHO ? (struct str){0} : attribute_key(a, header);
    if (key.len == 0 || key.len > WORD_MAX || key_taken(m, key))
        return (struct import_column){.field = IMPORT_F_UNKNOWN, .header = header};
    return (struct import_column){.field = IMPORT_F_ATTRIBUTE, .header = header, .key = key};
}

static const struct import_column *same_field(const struct import_map *m, enum import_field field)
{
    bool may_repeat = field == IMPORT_F_IDENTIFIER || field == IMPORT_F_SILENT;
    return may_repeat ? NULL : import_map_find(m, field);
}

static bool add_column(struct arena *a, const struct field_table *t, struct import_map *m, struct str cell,
                       struct refusal *refusal)
{
    char buffer[WORD_MAX];
    struct str header = import_cell_text(cell), word = squeeze(header, buffer);
    const struct field_row *row = find_row(t, word);
    struct import_column column =
        row ? (struct import_column){row->field, header, str_of(row->kind)} : strange_column(a, m, header, word);
    const struct import_column *other = row ? same_field(m, row->field) : NULL;
    if (other)
        return refuse(refusal, a, REFUSED_BAD_CSV, import_field_names[row->field],
                      "the columns '%.*s' and '%.*s' both mean %s: rename one of them", STR_ARG(other->header),
                      STR_ARG(header), import_field_names[row->field]);
    m->columns[m->count++] = column;
    return true;
}

/* "sku" may also be called ...: the first words of the list. */
static bool needed_there(struct arena *a, const struct field_table *t, const struct import_map *m,
                         struct refusal *refusal)
{
    for (size_t i = 0; i < t->count; i++) {
        const struct field_row *row = &t->rows[i];
        bool there = import_map_find(m, row->field) != NULL;
        bool by_name = m->layout == IMPORT_ZOHO && row->field == IMPORT_F_SKU && import_map_find(m, IMPORT_F_NAME);
        if (row->needed && !there && !by_name)
            return refuse(refusal, a, REFUSED_MISSING_FIELD, import_field_names[row->field],
                          "no column is called '%s' (or: %s); the first line must name the columns",
                          import_field_names[row->field], row->words);
    }
    return true;
}

bool import_map_header(struct arena *a, enum import_kind kind, enum import_layout layout, const struct str *cells,
                       size_t count, struct import_map *ret, struct refusal *refusal)
{
    if (layout == IMPORT_AUTO)
        layout = kind == IMPORT_UNITS && looks_like_zoho(cells, count) ? IMPORT_ZOHO : IMPORT_ROWS;
    if (layout == IMPORT_ZOHO && kind != IMPORT_UNITS)
        return refuse(refusal, a, REFUSED_BAD_VALUE, "layout",
                      "the layout zoho is for units; %s come in the layout rows", import_kind_names[kind]);
    const struct field_table *t = layout == IMPORT_ZOHO ? &zoho_table : &tables[kind];
    struct import_map m = {.layout = layout, .columns = ARENA_ARRAY(a, count + 1, struct import_column)};
    if (!m.columns)
        return refuse(refusal, a, REFUSED_TOO_MANY, NULL, "there are too many columns");
    for (size_t i = 0; i < count; i++)
        if (!add_column(a, t, &m, cells[i], refusal))
            return false;
    if (!needed_there(a, t, &m, refusal))
        return false;
    *ret = m;
    return true;
}

const struct import_column *import_map_find(const struct import_map *m, enum import_field field)
{
    for (size_t i = 0; i < m->count; i++)
        if (m->columns[i].field == field)
            return &m->columns[i];
    return NULL;
}

struct str import_map_header_of(const struct import_map *m, enum import_field field)
{
    const struct import_column *c = import_map_find(m, field);
    return c ? c->header : str_of(import_field_names[field]);
}
