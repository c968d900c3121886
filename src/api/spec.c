/*
 * spec: what the API says about itself: the OpenAPI document and the table of the life cycle, as they were at build time.
 */
#include "api/handlers.h"
#include "api/reply.h"
#include "domain/lifecycle.h"
#include "openapi.gen.h"

enum http_outcome api_openapi(struct call *call)
{
    return api_reply_text(call, 200, "application/yaml", (struct str){openapi_yaml, openapi_yaml_size});
}

enum http_outcome api_lifecycle(struct call *call)
{
    return api_reply_text(call, 200, "application/json", str_of(lifecycle_json));
}
