/*
 * identifier: rules of the further numbers that a unit bears. A kind is a lower-case word; some kinds have a form of their own,
 * and one way to write it, so that a scanner with and without hyphens finds the same unit.
 */
#ifndef DOMAIN_IDENTIFIER_H
#define DOMAIN_IDENTIFIER_H

#include "base/arena.h"
#include "domain/refusal.h"

/* The value as it is stored and looked up, in the arena or as it came. False, and *refusal, when it cannot be one of this kind:
 *   imei   15 digits with Luhn check digit; spaces and hyphens are dropped
 *   mac    12 hex digits -> AA:BB:CC:DD:EE:FF; colons, hyphens, full stops and spaces are dropped
 *   epc    a urn:epc: URI, or 16 to 124 hex digits (a tag's memory, whole words) -> capitals
 *   others 1 to LIMIT_SERIAL_CHARS characters (asset_tag, old_serial, ...), no control characters, no space at either end */
bool identifier_normalise(struct arena *a, struct str kind, struct str value, struct refusal *refusal, struct str *ret);
/* [a-z0-9_], 1 to LIMIT_CODE_CHARS of them. */
bool identifier_kind_valid(struct arena *a, struct str kind, struct refusal *refusal);

#endif
