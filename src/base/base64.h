/*
 * base64: bytes as text and back: base64 (RFC 4648 section 4), base64url without padding (section 5) and hex.
 * Decoding is strict: one byte string has exactly one text (no white space, right padding, unused bits zero).
 */
#ifndef BASE_BASE64_H
#define BASE_BASE64_H

#include "base/buf.h"
#include "base/str.h"

/* Append data with the standard alphabet and '=' padding. */
void base64_print(struct buf *out, struct str data);
/* Append data with the URL alphabet ('-', '_'), no padding. */
void base64url_print(struct buf *out, struct str data);
/* Append the decoded bytes; false, with out unchanged, when text is not well-formed. */
bool base64_parse(struct buf *out, struct str text);
bool base64url_parse(struct buf *out, struct str text);

/* Lower-case hex of len bytes: 2 * len characters and a NUL. */
void hex_print(const void *bytes, size_t len, char *out);
/* text (either case) into text.len / 2 bytes; false, out undefined, when text is not well-formed. */
bool hex_parse(struct str text, unsigned char *out);

#endif
