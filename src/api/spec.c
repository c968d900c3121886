/*
 * spec: what the API says about itself: the OpenAPI document and the table of the life cycle, as they were at build time.
 */
#include "api/handlers.h"
#include "api/reply.h"
#include "domain/lifecycle.h"
#include "openapi.gen.h"
#include "refusals_page.gen.h"

enum http_outcome api_openapi(struct call *call)
{
    return api_reply_text(call, 200, "application/yaml", (struct str){openapi_yaml, openapi_yaml_size});
}

/* Where the "type" of a problem document leads. */
enum http_outcome api_refusals(struct call *call)
{
    return api_reply_text(call, 200, "text/markdown; charset=utf-8", (struct str){refusals_page, refusals_page_size});
}

enum http_outcome api_lifecycle(struct call *call)
{
    return api_reply_text(call, 200, "application/json", str_of(lifecycle_json));
}
