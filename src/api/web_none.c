/*
 * web_none: what a program says at its address that was built without the web application.
 */
#include "api/web_pack.h"

#define PAGE                                                                                                           \
    "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>Serno</title>\n"                            \
    "<h1>Serno is running</h1>\n"                                                                                      \
    "<p>The web application was not built into this program. The API answers below <code>/v1</code>; "                 \
    "<a href=\"/v1/openapi.yaml\">its description</a>.</p>\n"                                                          \
    "<p>To build the program with it: <code>./dev build</code>.</p>\n"

const char web_pack[] = PAGE;
const struct web_file web_files[] = {
    {.path = "/index.html", .type = "text/html; charset=utf-8", .tag = "none1", .plain = {0, sizeof PAGE - 1}}};
const size_t web_file_count = sizeof web_files / sizeof web_files[0];
