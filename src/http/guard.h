/*
 * guard: is this request head one that every HTTP implementation would read the same way? Pure functions over text; no
 * socket and no libmicrohttpd here. What the library would let pass (0.9.75: two Content-Length, Content-Length beside
 * Transfer-Encoding, a space before the colon, two Hosts, bare LF, folded lines, %00) is refused by name. How the raw
 * bytes become visible is told in access.c.
 */
#ifndef HTTP_GUARD_H
#define HTTP_GUARD_H

#include "http/http.h"

enum guard {
    GUARD_OK,
    GUARD_LINES,          /* bare LF, folded line, NUL or superfluous space between the fields */
    GUARD_METHOD_FORM,    /* not a token */
    GUARD_METHOD_UNKNOWN, /* a token we have never heard of */
    GUARD_METHOD_REFUSED, /* TRACE, CONNECT */
    GUARD_VERSION,        /* neither HTTP/1.0 nor HTTP/1.1 */
    GUARD_TARGET_FORM,    /* not origin-form, or bytes that must be escaped */
    GUARD_TARGET_ESCAPE,  /* '%' without two hex digits */
    GUARD_TARGET_NUL,     /* %00 */
    GUARD_TARGET_UTF8,    /* escapes that do not make UTF-8 */
    GUARD_TARGET_LONG,
    GUARD_QUERY_MANY,
    GUARD_HEADER_NAME,
    GUARD_HEADER_VALUE,
    GUARD_HEADERS_MANY,
    GUARD_HEADERS_LARGE,
    GUARD_HEADER_TWICE, /* one that must stand alone */
    GUARD_HOST_MISSING,
    GUARD_HOST_TWICE,
    GUARD_HOST_FORM,
    GUARD_LENGTH_TWICE,
    GUARD_LENGTH_FORM,
    GUARD_LENGTH_AND_ENCODING,
    GUARD_ENCODING_TWICE,
    GUARD_ENCODING_FORM, /* Transfer-Encoding other than exactly "chunked", or in HTTP/1.0 */
    GUARD_EXPECT,
    GUARD_BODY_LARGE,
    GUARD_BODY_STRANGER, /* too large for somebody who is not signed in */
    GUARD_BODY_CODING,   /* Content-Encoding other than gzip or identity */
    GUARD_BODY_GZIP,     /* not what gzip would make */
    GUARD_STOPPING,
    GUARD_COUNT
};

struct guard_refusal {
    int status;
    const char *code;   /* stable name */
    const char *detail; /* a sentence for a person; no characters that JSON must escape */
};

/* What to answer; the connection is closed in every case. */
const struct guard_refusal *guard_refusal(enum guard g);

/* A request head as it came: the parts point into one memory, values begin behind the white space that follows the
 * colon. */
struct guard_head {
    struct str method, target, version;
    const char *target_at; /* where the target lies beside the other parts, when target itself is a copy */
    const struct http_pair *headers;
    size_t header_count;
    size_t bytes; /* the whole head, from the method to the empty line's end; 0: the library checks line ends */
};

/* What the head says about the body. */
struct guard_body {
    enum http_method method;
    bool chunked;
    bool has_length;
    uint64_t length;
    bool gzip;
};

/* The whole head. *ret is set only with GUARD_OK. */
enum guard guard_head(const struct guard_head *h, struct guard_body *ret);
/* A request target: origin-form, only bytes that may stand there, well-formed escapes. */
enum guard guard_target(struct str target);
/* A Host value: name, IPv4 or [IPv6], optional port. */
bool guard_host(struct str host);
/* 1*DIGIT that fits; no sign, no list. */
bool guard_length(struct str value, uint64_t *ret);
/* Method by name; false when it is none that is served. */
bool guard_method(struct str name, enum http_method *ret);

#endif
