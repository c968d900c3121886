/*
 * engines: which engines the bench knows. Another one is another file like raw_sqlite.c and a line here.
 */
#include "bench/raw.h"

const struct engine *const raw_engines[] = {&raw_sqlite, &raw_postgres, NULL};
