/*
 * gzip: packing replies and unpacking request bodies (zlib), and the decision whether to. Whole bodies only, no
 * streams.
 */
#ifndef HTTP_GZIP_H
#define HTTP_GZIP_H

#include "base/buf.h"
#include "base/str.h"

enum { GZIP_REPLY_BYTES_MIN = 1024 }; /* smaller ones fit a packet anyway */

/* Does this Accept-Encoding value take this coding? "*" takes any. */
bool coding_accepted(struct str accept_encoding, struct str coding);
/* Does it take gzip? */
bool gzip_accepted(struct str accept_encoding);
/* Is a body of this type and size worth packing (text, JSON, CSV ...)? */
bool gzip_worthwhile(struct str content_type, size_t len);
/* in, packed quickly, appended to out. False (out unchanged) when that did not make it smaller. */
bool gzip_pack(struct str in, struct buf *out);

enum gzip_result { GZIP_OK, GZIP_BROKEN, GZIP_TOO_LARGE };
/* in (one or more gzip members) unpacked and appended to out, at most max bytes of it. */
enum gzip_result gzip_unpack(struct str in, size_t max, struct buf *out);

#endif
