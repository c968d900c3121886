/*
 * transport_http: to a server over the network (libcurl).
 */
#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/transport.h"

enum { CONNECT_SECONDS = 10 };

struct http {
    struct transport pub;
    CURL *curl;
    const char *url, *token;
    char said[CURL_ERROR_SIZE];
};

/* What the library's callbacks fill. */
struct receiving {
    struct http *http;
    const struct cli_request *request;
    struct cli_answer *answer;
    bool stopped; /* the sink wanted no more */
};

static const char *const methods[HTTP_METHOD_COUNT] = {"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"};

static size_t take_body(char *bytes, size_t size, size_t count, void *state)
{
    struct receiving *r = state;
    long status = 0;
    curl_easy_getinfo(r->http->curl, CURLINFO_RESPONSE_CODE, &status);
    size_t len = size * count;
    if (r->request->sink == NULL || status < 200 || status > 299) {
        buf_add(&r->answer->body, bytes, len);
        return len;
    }
    r->stopped = !r->request->sink(r->request->sink_state, (struct str){bytes, len});
    return r->stopped ? 0 : len;
}

static size_t take_header(char *bytes, size_t size, size_t count, void *state)
{
    static const char replayed[] = "Idempotent-Replayed:";
    struct receiving *r = state;
    struct str line = {bytes, size * count};
    if (str_ieq(str_slice(line, 0, sizeof replayed - 1), str_of(replayed)))
        r->answer->replayed = true;
    return line.len;
}

static struct curl_slist *add(struct curl_slist *list, const char *name, const char *value)
{
    char line[4500];
    if (value == NULL)
        return list;
    snprintf(line, sizeof line, "%s: %s", name, value);
    struct curl_slist *longer = curl_slist_append(list, line);
    return longer ? longer : list;
}

static struct curl_slist *headers_of(const struct http *h, const struct cli_request *r)
{
    char bearer[4400];
    struct curl_slist *list = NULL;
    if (h->token) {
        snprintf(bearer, sizeof bearer, "Bearer %s", h->token);
        list = add(list, "Authorization", bearer);
    }
    list = add(list, "X-Serno-Device", "cli");
    if (r->body.ptr)
        list = add(list, "Content-Type", r->type ? r->type : "application/json");
    list = add(list, "Idempotency-Key", r->key);
    list = add(list, "If-Match", r->match);
    return add(list, "Expect", ""); /* no round trip before a large body */
}

static bool prepare(struct http *h, const struct cli_request *r, const char *url, struct curl_slist *headers,
                    struct receiving *receiving)
{
    CURL *c = h->curl;
    bool ok = curl_easy_setopt(c, CURLOPT_URL, url) == CURLE_OK;
    ok = ok && curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, methods[r->method]) == CURLE_OK;
    ok = ok && curl_easy_setopt(c, CURLOPT_HTTPHEADER, headers) == CURLE_OK;
    ok = ok && curl_easy_setopt(c, CURLOPT_HTTPGET, 1L) == CURLE_OK;
    if (ok && (r->body.ptr || r->method == HTTP_POST)) {
        ok = curl_easy_setopt(c, CURLOPT_POST, 1L) == CURLE_OK &&
             curl_easy_setopt(c, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)r->body.len) == CURLE_OK &&
             curl_easy_setopt(c, CURLOPT_POSTFIELDS, r->body.ptr ? r->body.ptr : "") == CURLE_OK &&
             curl_easy_setopt(c, CURLOPT_CUSTOMREQUEST, methods[r->method]) == CURLE_OK;
    }
    ok = ok && curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body) == CURLE_OK;
    ok = ok && curl_easy_setopt(c, CURLOPT_WRITEDATA, receiving) == CURLE_OK;
    ok = ok && curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_header) == CURLE_OK;
    return ok && curl_easy_setopt(c, CURLOPT_HEADERDATA, receiving) == CURLE_OK;
}

/* What is said depends on whether anything can have happened. */
static void explain(struct http *h, const struct cli_request *r, CURLcode code, char *error)
{
    const char *what = h->said[0] ? h->said : curl_easy_strerror(code);
    h->pub.unsent = code == CURLE_COULDNT_CONNECT || code == CURLE_COULDNT_RESOLVE_HOST ||
                    code == CURLE_SSL_CONNECT_ERROR || code == CURLE_PEER_FAILED_VERIFICATION ||
                    code == CURLE_SSL_CACERT_BADFILE;
    if (code == CURLE_COULDNT_CONNECT)
        snprintf(error, TRANSPORT_ERROR_MAX, "There is no server at %s.", h->url);
    else if (h->pub.unsent)
        snprintf(error, TRANSPORT_ERROR_MAX, "The server at %s cannot be reached: %s.", h->url, what);
    else if (r->method == HTTP_GET)
        snprintf(error, TRANSPORT_ERROR_MAX, "The answer of %s did not arrive whole: %s.", h->url, what);
    else
        snprintf(
            error, TRANSPORT_ERROR_MAX,
            "No answer came from %s: %s.\nIt is unknown whether it was written; look, or repeat it with the same --id.",
            h->url, what);
}

static bool http_send(struct transport *t, const struct cli_request *r, struct cli_answer *ret, char *error)
{
    struct http *h = (struct http *)t;
    struct receiving receiving = {h, r, ret, false};
    struct buf url = {0};
    buf_z(&url, h->url);
    buf_z(&url, r->path);
    buf_char(&url, '\0');
    struct curl_slist *headers = headers_of(h, r);
    h->said[0] = '\0';
    t->unsent = false;
    CURLcode code = CURLE_FAILED_INIT;
    if (prepare(h, r, url.ptr, headers, &receiving))
        code = curl_easy_perform(h->curl);
    curl_slist_free_all(headers);
    buf_free(&url);
    if (code != CURLE_OK && !receiving.stopped) {
        explain(h, r, code, error);
        return false;
    }
    long status = 0;
    curl_easy_getinfo(h->curl, CURLINFO_RESPONSE_CODE, &status);
    ret->status = (int)status;
    return true;
}

static void http_free(struct transport *t)
{
    struct http *h = (struct http *)t;
    curl_easy_cleanup(h->curl);
    free(h);
    curl_global_cleanup();
}

/* What holds for every request. Redirects are not followed: the token is for this server alone. */
static bool settle(struct http *h)
{
    CURL *c = h->curl;
    return curl_easy_setopt(c, CURLOPT_ERRORBUFFER, h->said) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https") == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_SECONDS) == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1") == CURLE_OK &&
           curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "") == CURLE_OK;
}

/* Whom a certificate may be from, when it is not whom the system trusts. */
static bool trust(struct http *h, const char *ca)
{
    return ca == NULL || curl_easy_setopt(h->curl, CURLOPT_CAINFO, ca) == CURLE_OK;
}

struct transport *transport_http(const struct cli_target *target, char *error)
{
    struct http *h = calloc(1, sizeof *h);
    if (!h)
        abort();
    if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK)
        h->curl = curl_easy_init();
    h->pub = (struct transport){.send = http_send, .free = http_free};
    h->url = target->url;
    h->token = target->token;
    if (h->curl && settle(h) && trust(h, target->ca))
        return &h->pub;
    snprintf(error, TRANSPORT_ERROR_MAX, "The HTTP library cannot be started.");
    http_free(&h->pub);
    return NULL;
}
