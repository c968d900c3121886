/*
 * print_data: what the fields of one label said when it was asked for, kept as a JSON object {"unit.serial": "A1", ...}, so that a label is
 * printed again as it was. Pure.
 */
#ifndef DOMAIN_PRINT_DATA_H
#define DOMAIN_PRINT_DATA_H

#include "domain/label_field.h"

/* Fields that are empty are left out. In the arena. */
struct str print_data_write(struct arena *a, const struct label_values *v);
/* The texts are copied into the arena. False: it is no such object; a field that is not known any more is passed over. */
bool print_data_read(struct arena *a, struct str text, enum label_for thing, struct label_values *ret);

#endif
