/*
 * web_pack: the files of the web application as they are in the program. Made by tools/gen/web_embed.mjs; web_none.c stands in for
 * it in a program that was built without the web application.
 */
#ifndef API_WEB_PACK_H
#define API_WEB_PACK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A piece of web_pack; none when len is 0. */
struct web_piece {
    uint32_t at, len;
};

struct web_file {
    const char *path; /* "/assets/index-B2x9.js" */
    const char *type;
    const char *tag; /* of its content: letters and digits */
    bool hashed;     /* the name changes with the content */
    /* Either plain, or gzip and brotli when they are smaller: who takes neither gets gzip unpacked. */
    struct web_piece plain, gzip, brotli;
};

extern const char web_pack[];
extern const struct web_file web_files[]; /* sorted by path, bytewise */
extern const size_t web_file_count;

#endif
