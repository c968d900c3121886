/*
 * web: gives out the web application, whose files are part of the program (web_pack.h). Addresses that neither the API nor the
 * files know lead to index.html: they are pages, which the application finds by itself.
 */
#ifndef API_WEB_H
#define API_WEB_H

#include "api/call.h"

/* Is a request that no route takes one for the web application? */
bool api_web_answers(const struct http_request *r);
/* Answers it. */
enum http_outcome api_web(struct call *call);

#endif
