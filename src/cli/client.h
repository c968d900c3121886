/*
 * client: one request to the API, over HTTP or in this process (which of them: config.h). The rest of the command line does not
 * know the difference: paths, bodies, answers and refusals are the same.
 */
#ifndef CLI_CLIENT_H
#define CLI_CLIENT_H

#include "base/buf.h"
#include "base/json.h"
#include "cli/cli.h"
#include "http/http.h"

struct cli_request {
    enum http_method method;
    const char *path; /* with the query: "/v1/units?limit=50" */
    const char *type; /* of the body; NULL: JSON */
    struct str body;
    const char *key;   /* Idempotency-Key; NULL: none */
    const char *match; /* If-Match; NULL: none */
    /* Given: a good answer's bytes go here as they come, not into the answer. False: stop. */
    bool (*sink)(void *state, struct str bytes);
    void *sink_state;
};

struct cli_answer {
    int status;
    struct buf body;
    struct json *json; /* of the body; NULL when it is none */
    bool replayed;     /* a repeat: the first answer again */
};

/* Ask, and on anything but a good answer say why on standard error. The exit code; *ret (to be freed) is set when it is CLI_OK. */
int cli_ask(struct cli *cli, const struct cli_request *r, struct cli_answer *ret);
/* The same for the plain cases. */
int cli_get(struct cli *cli, const char *path, struct cli_answer *ret);
int cli_send(struct cli *cli, enum http_method method, const char *path, const struct buf *body,
             struct cli_answer *ret);
void cli_answer_free(struct cli_answer *a);
/* Ends the connection or the application behind it; NULL is fine. */
void cli_client_free(struct client *c);
/* In whose name it works and where, for messages: "http://..." or the file's name. */
const char *cli_client_where(const struct cli *cli);

/* Append text percent-encoded, for a segment of a path or a query's value. */
void cli_escape(struct buf *out, struct str text);
/* "/v1/products/" and the escaped operand, in the arena. */
const char *cli_path(struct cli *cli, const char *prefix, struct str last);
/* Append name=value to a path: with '?' the first time, then with '&'. Nothing for an empty value. */
void cli_query(struct buf *path, const char *name, struct str value);
/* The option of that name as a query parameter, when it was given. False after a sentence. */
bool cli_query_option(struct cli *cli, struct buf *path, const char *name);
/* All given options that have a wire name, as query parameters; instants are translated (times.h). False after a sentence. */
bool cli_query_options(struct cli *cli, struct buf *path);
/* All given options that have a wire name, as members of a JSON object that was begun. False after a sentence. */
bool cli_json_options(struct cli *cli, struct json_out *o);

#endif
