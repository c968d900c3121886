/*
 * udi: see the header.
 */
#include "gs1/udi.h"

const char *const gs1_udi_issuers[] = {[GS1_UDI_GS1] = "gs1", [GS1_UDI_HIBCC] = "hibcc", [GS1_UDI_ICCBBA] = "iccbba"};

bool gs1_udi_of(const struct gs1_reading *r, struct gs1_udi *ret)
{
    bool gs1 = r->carrier == GS1_CARRIER_ELEMENT_STRING || r->carrier == GS1_CARRIER_DIGITAL_LINK;
    struct str di = gs1_reading_field(r, gs1 ? GS1_FIELD_GTIN : GS1_FIELD_UDI_DI);
    if (str_empty(di))
        return false;
    *ret = (struct gs1_udi){
        .issuer = gs1                              ? GS1_UDI_GS1
                  : r->carrier == GS1_CARRIER_HIBC ? GS1_UDI_HIBCC
                                                   : GS1_UDI_ICCBBA,
        .di = di,
        .lot = gs1_reading_field(r, GS1_FIELD_LOT),
        .serial = gs1_reading_field(r, GS1_FIELD_SERIAL),
        .expiry = gs1_reading_field(r, GS1_FIELD_EXPIRY),
        .production_date = gs1_reading_field(r, GS1_FIELD_PRODUCTION_DATE),
    };
    return true;
}
