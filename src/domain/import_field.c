#include "domain/import_field.h"

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
    [IMPORT_F_NUMBERING] = "numbering",
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
    [IMPORT_F_SERIALS] = "serials",
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
    [IMPORT_F_OPENING_STOCK] = "opening_stock",
    [IMPORT_F_QUANTITY_IN] = "quantity",
    [IMPORT_F_BIN_QUANTITY] = "bin_quantity",
};

static const char *const says[IMPORT_F_TOTAL] = {
    [IMPORT_F_SKU] = "The product's SKU; for units it must exist, unless the import may make it",
    [IMPORT_F_NAME] = "Name for people",
    [IMPORT_F_GTIN] = "GTIN, EAN or UPC, with its check digit",
    [IMPORT_F_CATEGORY] = "Group of products",
    [IMPORT_F_WARRANTY_MONTHS] = "Warranty given to customers, in months",
    [IMPORT_F_SHELF_LIFE_DAYS] = "Days that it keeps after it was made",
    [IMPORT_F_MAINTENANCE_DAYS] = "Days between two maintenances",
    [IMPORT_F_SERIAL_FORMAT] = "What its serials look like: SN######, or regex: and a regular expression",
    [IMPORT_F_NUMBERING] = "Code of the numbering scheme that its units get their numbers from",
    [IMPORT_F_ACTIVE] = "Yes or no; no: it is closed",
    [IMPORT_F_CODE] = "The code that is scanned or typed; unique",
    [IMPORT_F_KIND] = "Of a location: site, zone, bin ...; of a party: customer, supplier, carrier or staff",
    [IMPORT_F_PARENT] = "Code of the location that this one is in",
    [IMPORT_F_GLN] = "GLN, with its check digit",
    [IMPORT_F_EMAIL] = "E-mail address",
    [IMPORT_F_PHONE] = "Telephone number",
    [IMPORT_F_ADDRESS] = "Postal address",
    [IMPORT_F_CONTACT] = "Person to talk to",
    [IMPORT_F_SERIAL] = "The unit's serial number; one row, one unit",
    [IMPORT_F_SERIALS] = "Several serials in one cell, with a comma, semicolon, | or line break between them",
    [IMPORT_F_LOT] = "Number of the lot or batch",
    [IMPORT_F_MAKER_LOT] = "The maker's number of the batch",
    [IMPORT_F_EXPIRES] = "Day on which the lot expires",
    [IMPORT_F_MADE] = "Day on which the lot was made",
    [IMPORT_F_LOCATION] = "Code or name of the place where it is",
    [IMPORT_F_SITE] = "Name or code of the site, where site and bin stand apart",
    [IMPORT_F_BIN] = "The bin within the site",
    [IMPORT_F_STATUS] = "in_stock (also when empty), allocated or delivered",
    [IMPORT_F_SUPPLIER] = "Code or name of the supplier it came from",
    [IMPORT_F_CUSTOMER] = "Code or name of the customer; of delivered units only",
    [IMPORT_F_RECEIVED] = "Day on which it came",
    [IMPORT_F_DELIVERED] = "Day on which the customer got it",
    [IMPORT_F_PURCHASE_ORDER] = "Purchase order it came with",
    [IMPORT_F_ORDER] = "Order it belongs to",
    [IMPORT_F_WARRANTY_END] = "Day on which the warranty ends",
    [IMPORT_F_COST] = "What it cost",
    [IMPORT_F_NOTES] = "Anything else",
    [IMPORT_F_OPENING_STOCK] = "Number of units of the product at the location; compared with the serials",
    [IMPORT_F_QUANTITY_IN] = "Number of units of the batch; compared with the serials",
    [IMPORT_F_BIN_QUANTITY] = "Number of units in the bin; compared with the serials",
    [IMPORT_F_IDENTIFIER] = "A further number that the unit bears; unique of its kind",
};

static const struct import_field_row product_fields[] = {
    {IMPORT_F_SKU, true,
     "sku|artikelnummer|artikelnr|itemsku|productsku|itemcode|itemno|itemnumber|productcode|articleno|articlenumber|"
     "partno|partnumber|model",
     NULL},
    {IMPORT_F_NAME, true,
     "name|bezeichnung|artikelbezeichnung|itemname|productname|title|description|itemdescription|product|item", NULL},
    {IMPORT_F_GTIN, false, "gtin|ean|ean13|upc|gtin14|barcode", NULL},
    {IMPORT_F_CATEGORY, false,
     "category|kategorie|warengruppe|itemcategory|productcategory|group|itemgroup|family|categoryname", NULL},
    {IMPORT_F_WARRANTY_MONTHS, false, "warrantymonths|garantiemonate|warranty|warrantyinmonths|warrantyperiod", NULL},
    {IMPORT_F_SHELF_LIFE_DAYS, false, "shelflifedays|shelflife|shelflifeindays", NULL},
    {IMPORT_F_MAINTENANCE_DAYS, false, "maintenanceintervaldays|maintenanceinterval|maintenancedays|serviceinterval",
     NULL},
    {IMPORT_F_SERIAL_FORMAT, false,
     "serialformat|serialpattern|serialnumberformat|serialregex|serialmask|"
     "seriennummernformat|seriennummernmuster",
     NULL},
    {IMPORT_F_NUMBERING, false,
     "numbering|nummernkreis|nummernschema|numberingscheme|numberscheme|serialscheme|numberrange|numberseries|"
     "serialseries|serialnumberseries|namingseries",
     NULL},
    {IMPORT_F_ACTIVE, false, "active|isactive|enabled", NULL},
};

static const struct import_field_row location_fields[] = {
    {IMPORT_F_CODE, true, "code|lagerplatz|lagerort|locationcode|location|barcode|locationid", NULL},
    {IMPORT_F_NAME, false, "name|bezeichnung|locationname|description|title", NULL},
    {IMPORT_F_KIND, false, "kind|art|type|locationtype|locationkind", NULL},
    {IMPORT_F_PARENT, false, "parent|liegtin|parentcode|parentlocation|inside|within", NULL},
    {IMPORT_F_GLN, false, "gln", NULL},
    {IMPORT_F_ACTIVE, false, "active|isactive|enabled", NULL},
};

static const struct import_field_row party_fields[] = {
    {IMPORT_F_CODE, true,
     "code|kundennummer|lieferantennummer|nummer|partycode|customercode|suppliercode|vendorcode|customernumber|"
     "suppliernumber|customerno|supplierno|number|"
     "id|contactid",
     NULL},
    {IMPORT_F_NAME, true,
     "name|firma|partyname|company|companyname|displayname|customername|suppliername|vendorname|fullname", NULL},
    {IMPORT_F_KIND, true, "kind|art|type|partytype|partykind|contacttype|role", NULL},
    {IMPORT_F_GLN, false, "gln", NULL},
    {IMPORT_F_EMAIL, false, "email|mail|emailid|emailaddress", NULL},
    {IMPORT_F_PHONE, false, "phone|telefon|telephone|tel|phonenumber|mobile|mobilephone", NULL},
    {IMPORT_F_ADDRESS, false, "address|anschrift|adresse|billingaddress|postaladdress|shippingaddress", NULL},
    {IMPORT_F_CONTACT, false, "contact|ansprechpartner|contactname|contactperson|primarycontact", NULL},
    {IMPORT_F_ACTIVE, false, "active|isactive|enabled", NULL},
};

static const struct import_field_row unit_fields[] = {
    {IMPORT_F_SKU, true,
     "sku|artikelnummer|artikelnr|artikel|itemreffullname|itemref|itemsku|productsku|itemcode|itemno|itemnumber|"
     "productcode|articleno|articlenumber|partno|partnumber|product|"
     "item|model",
     NULL},
    {IMPORT_F_SERIAL, true,
     "serial|seriennummer|seriennr|receiptinventorynumber|inventorynumbername|serialnumber|serialno|serialnr|sn|number|"
     "serialid|lotserialnumber",
     NULL},
    {IMPORT_F_QUANTITY_IN, false, "onhand|quantityonhand", NULL},
    {IMPORT_F_SERIALS, false,
     "serials|serialnumbers|serialnos|seriennummern|quantityadjserialnumber|serialnumberadjaddserialnumber", NULL},
    {IMPORT_F_NAME, false, "name|bezeichnung|artikelbezeichnung|itemname|productname|description|itemdescription",
     NULL},
    {IMPORT_F_GTIN, false, "gtin|ean|upc", NULL},
    {IMPORT_F_LOT, false,
     "lot|charge|chargennummer|chargennr|quantityadjlotnumber|batch|lotnumber|lotno|batchnumber|batchno|batchreference|"
     "lotcode",
     NULL},
    {IMPORT_F_EXPIRES, false,
     "expires|verfallsdatum|ablaufdatum|mhd|haltbarbis|expiry|expirydate|expirationdate|expiration|bestbefore|"
     "usebydate|useby",
     NULL},
    {IMPORT_F_MADE, false,
     "made|herstellungsdatum|produktionsdatum|manufactureddate|manufacturedon|productiondate|manufacturingdate", NULL},
    {IMPORT_F_LOCATION, false, "location|lagerort|standort|lagerplatz|locationcode|place|storagelocation", NULL},
    {IMPORT_F_SITE, false,
     "site|lager|niederlassung|warehouse|locationname|warehousename|inventorysite|branch|facility", NULL},
    {IMPORT_F_BIN, false, "bin|fach|regal|binname|binlocation|shelf|binnumber", NULL},
    {IMPORT_F_STATUS, false, "status|state|unitstatus", NULL},
    {IMPORT_F_SUPPLIER, false,
     "supplier|lieferant|kreditor|vendor|suppliername|vendorname|suppliercode|vendorcode|receivedfrom", NULL},
    {IMPORT_F_CUSTOMER, false, "customer|kunde|debitor|owner|customername|customercode|soldto|deliveredto|buyer", NULL},
    {IMPORT_F_RECEIVED, false,
     "received|eingangsdatum|wareneingang|wareneingangsdatum|txndate|receivedon|receiveddate|datereceived|receiptdate|"
     "purchasedate|purchasedon|receivedat",
     NULL},
    {IMPORT_F_DELIVERED, false,
     "delivered|lieferdatum|verkaufsdatum|deliveredon|delivereddate|deliverydate|soldon|solddate|saledate|salesdate|"
     "invoicedate|shipped|"
     "shippedon|shipdate|deliveredat",
     NULL},
    {IMPORT_F_PURCHASE_ORDER, false,
     "purchaseorder|bestellung|bestellnummer|po|purchaseordernumber|ponumber|pono|receiptnumber", NULL},
    {IMPORT_F_ORDER, false,
     "order|auftrag|auftragsnummer|salesorder|ordernumber|orderno|so|sonumber|invoice|invoicenumber|salesordernumber",
     NULL},
    {IMPORT_F_WARRANTY_END, false,
     "warrantyend|garantieende|garantiebis|warrantyuntil|warrantyenddate|warrantyexpires|warrantyexpiry|"
     "warrantyexpirydate|warrantyexpiration|"
     "warrantyexpirationdate",
     NULL},
    {IMPORT_F_COST, false, "cost|einkaufspreis|unitcost|purchaseprice|purchasecost|costprice", NULL},
    {IMPORT_F_NOTES, false, "notes|bemerkung|notiz|note|memo|comment|comments|remarks", NULL},
    {IMPORT_F_IDENTIFIER, false, "imei|imei1|imei2|imeinumber", "imei"},
    {IMPORT_F_IDENTIFIER, false, "mac|mac1|mac2|macaddress|wifimac|lanmac|ethernetmac", "mac"},
    {IMPORT_F_IDENTIFIER, false, "epc|rfid|epctag", "epc"},
    {IMPORT_F_IDENTIFIER, false, "assettag|assetno|assetnumber|inventorynumber|tag", "asset_tag"},
    {IMPORT_F_IDENTIFIER, false, "oldserial|formerserial|previousserial", "old_serial"},
    {IMPORT_F_IDENTIFIER, false, "iccid|simnumber", "iccid"},
};

static const struct import_field_row zoho_fields[] = {
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
static const struct import_fields tables[] = {
    [IMPORT_PRODUCTS] = FIELDS(product_fields),
    [IMPORT_LOCATIONS] = FIELDS(location_fields),
    [IMPORT_PARTIES] = FIELDS(party_fields),
    [IMPORT_UNITS] = FIELDS(unit_fields),
};
static const struct import_fields zoho_table = FIELDS(zoho_fields);

const struct import_fields *import_fields_of(enum import_kind kind, enum import_layout layout)
{
    return layout == IMPORT_ZOHO ? &zoho_table : &tables[kind];
}

struct str import_field_row_name(const struct import_field_row *row)
{
    return str_of(row->kind ? row->kind : import_field_names[row->field]);
}

const char *import_field_row_says(const struct import_field_row *row)
{
    return says[row->field] ? says[row->field] : "";
}

/* ---- words ---- */

struct str import_squeeze(struct str header, char out[IMPORT_WORD_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < header.len; i++) {
        char c = header.ptr[i];
        if (c != '\0' && strchr(" _-#.*/:()[]\t\r\n", c))
            continue;
        if (n == IMPORT_WORD_MAX)
            return (struct str){out, 0};
        out[n++] = c >= 'A' && c <= 'Z' ? (char)(c - 'A' + 'a') : c;
    }
    return (struct str){out, n};
}

bool import_word_among(const char *words, struct str word)
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

const struct import_field_row *import_fields_by_word(const struct import_fields *f, struct str word)
{
    for (size_t i = 0; word.len && i < f->count; i++)
        if (import_word_among(f->rows[i].words, word))
            return &f->rows[i];
    return NULL;
}

const struct import_field_row *import_fields_by_name(const struct import_fields *f, struct str name)
{
    for (size_t i = 0; name.len && i < f->count; i++)
        if (str_eq(import_field_row_name(&f->rows[i]), name))
            return &f->rows[i];
    return NULL;
}
