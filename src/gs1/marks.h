/*
 * marks: written signs for control characters. Programs that show scans, and keyboards, write {GS}, <GS>, ^], \x1d, \u001d or U+241D for the
 * separator (FNC1, 0x1D); likewise for RS and EOT of ISO/IEC 15434.
 */
#ifndef GS1_MARKS_H
#define GS1_MARKS_H

#include "base/arena.h"

enum { GS1_RECORD = 0x1E, GS1_END = 0x04 };

/* Text with the signs made into what they stand for, in the arena; text itself when it has none, or has a separator already: then what
 * looks like a sign belongs to a value. */
struct str gs1_marks_read(struct arena *a, struct str text);
/* Where in text the byte is that has become byte at of gs1_marks_read(text). */
size_t gs1_marks_at(struct str text, size_t at);

#endif
