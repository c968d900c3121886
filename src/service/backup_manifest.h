/*
 * backup_manifest: the text beside a backup. It has one form only and ends with a hash of itself, so that any change shows.
 */
#ifndef SERVICE_BACKUP_MANIFEST_H
#define SERVICE_BACKUP_MANIFEST_H

#include "base/buf.h"
#include "service/backup.h"

enum { MANIFEST_BYTES_MAX = 4096 };

void manifest_write(struct buf *out, const struct backup *b);
/* False when the text is not exactly what manifest_write makes. */
bool manifest_read(struct str text, struct backup *ret);

#endif
