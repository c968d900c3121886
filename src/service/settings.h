/*
 * service/settings: read and change what is set for the whole installation. Not part of the ledger.
 */
#ifndef SERVICE_SETTINGS_H
#define SERVICE_SETTINGS_H

#include "domain/settings.h"
#include "service/ctx.h"

bool service_settings_get(struct ctx *ctx, struct settings *ret);
/* Administrators. in->version is that which was read. */
bool service_settings_change(struct ctx *ctx, const struct settings *in, struct settings *ret);

#endif
