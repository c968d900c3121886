/*
 * json: the one module that reads and writes JSON. It exists at the edges only: inside are structs and enums.
 *
 * Reading: json_parse() builds a tree (jansson) that lives until json_free(); every str handed out points into it.
 * Refused: duplicate keys, more than LIMIT_JSON_DEPTH levels, invalid UTF-8, NUL in strings, bytes behind the value.
 *
 * Writing: struct json_out appends compact, canonical text to a buf: members in the order they are written, no white space,
 * only the escapes that RFC 8259 demands (\" \\ \b \f \n \r \t \u00XX), so equal calls give equal bytes.
 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include "base/buf.h"
#include "base/str.h"

struct json; /* one value of a parsed tree; borrowed */

enum json_kind { JSON_NULL, JSON_BOOL, JSON_INT, JSON_REAL, JSON_STRING, JSON_ARRAY, JSON_OBJECT };

struct json_error {
    size_t at; /* byte offset */
    int line, column;
    char text[160]; /* what is wrong, for a person */
};

/* Parse text into a tree the caller frees; NULL and *ret_error on failure. */
struct json *json_parse(struct str text, struct json_error *ret_error);
void json_free(struct json *root); /* NULL is fine */

enum json_kind json_kind(const struct json *v); /* NULL counts as JSON_NULL */
bool json_bool(const struct json *v);           /* false unless it is true */
int64_t json_int(const struct json *v);         /* 0 unless it is an integer */
double json_number(const struct json *v);       /* integer or real; 0 unless it is one */
struct str json_string(const struct json *v)    /* {NULL,0} unless it is a string */
    __asm__("serno_json_string");               /* another linker name: the JSON library has a json_string, too */
/* Member of an object, or NULL. */
const struct json *json_get(const struct json *object, const char *name);
/* Elements of an array or members of an object; 0 for anything else. */
size_t json_count(const struct json *v);
const struct json *json_at(const struct json *array, size_t i);
/* Walk the members of an object in the order they were written: start with *it = NULL; false at the end. */
bool json_next(const struct json *object, void **it, struct str *ret_name, const struct json **ret_value);
/* Append v as compact text, members as they came. */
void json_print(struct buf *out, const struct json *v);

struct json_out {
    struct buf *buf;
    unsigned char comma[40]; /* per level: the next item needs a comma */
    int level;
};

void json_out_init(struct json_out *o, struct buf *buf);
void json_begin_object(struct json_out *o);
void json_end_object(struct json_out *o);
void json_begin_array(struct json_out *o);
void json_end_array(struct json_out *o);
/* Name of the next value of an object; a literal that needs no escape. */
void json_key(struct json_out *o, const char *name);
void json_key_str(struct json_out *o, struct str name); /* escaped */
void json_put_str(struct json_out *o, struct str v);
void json_put_int(struct json_out *o, int64_t v);
void json_put_bool(struct json_out *o, bool v);
void json_put_null(struct json_out *o);
/* Text that already is one JSON value. */
void json_put_raw(struct json_out *o, struct str v);
/* Key and value at once. */
void json_field_str(struct json_out *o, const char *name, struct str v);
void json_field_z(struct json_out *o, const char *name, const char *v);
void json_field_int(struct json_out *o, const char *name, int64_t v);
void json_field_bool(struct json_out *o, const char *name, bool v);
/* Only when v is not empty / not zero. */
void json_field_opt(struct json_out *o, const char *name, struct str v);

#endif
