/*
 * file: whole files: read, copied, hashed, and put in their place so that a crash leaves either all of a file or none of it.
 * No text is parsed here. Failures of the world are false with errno set, unless said otherwise.
 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include "base/buf.h"
#include "base/hash.h"

typedef void (*file_progress)(void *state, int64_t done, int64_t total); /* bytes */

/* Append the file's bytes; false also (EFBIG) when they are more than limit. */
bool file_read(const char *path, size_t limit, struct buf *out);
/* A new file of these bytes (mode 0600), flushed to the disk; an existing one is left alone (EEXIST). */
bool file_write_new(const char *path, struct str bytes);
/* SHA-256 and length of a file. progress may be NULL. */
bool file_sha256(const char *path, file_progress progress, void *state, struct hash *ret, int64_t *ret_bytes);
/* Copy into a new file (mode 0600), flushed to the disk; the hash is of the bytes that were copied. What was begun is removed on
 * failure. */
bool file_copy_new(const char *from, const char *to, file_progress progress, void *state, struct hash *ret,
                   int64_t *ret_bytes);
/* Flush what is in a file to the disk. */
bool file_sync(const char *path);
/* Give a finished file on the same disk its name, for good: all or nothing, and never over another file (EEXIST). */
bool file_publish(const char *made, const char *path);

#endif
