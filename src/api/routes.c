/*
 * routes: every address of the API, who may use it, and what answers. How to add one: handlers.h.
 */
#include "api/route.h"

#include "api/handlers.h"

#define AUDITOR ROLE_BIT(ROLE_AUDITOR)

const struct route routes[] = {
    /* The server itself */
    {HTTP_GET, "/healthz", api_health, 0, ROUTE_PUBLIC, "Is the server up"},
    {HTTP_GET, "/metrics", api_metrics, AUDITOR, ROUTE_NO_DB, "Counters for Prometheus"},
    {HTTP_GET, "/v1/openapi.yaml", api_openapi, 0, ROUTE_PUBLIC | ROUTE_NO_DB, "This API's description"},
    {HTTP_GET, "/v1/lifecycle", api_lifecycle, 0, ROUTE_PUBLIC | ROUTE_NO_DB, "Statuses, holds, commands and what they need"},
    {HTTP_GET, "/v1/stream", api_stream, ROLES_ANY, ROUTE_NO_DB, "Events as they happen"},

    /* People */
    {HTTP_POST, "/v1/session", api_session_create, 0, ROUTE_PUBLIC | ROUTE_WRITES, "Sign in"},
    {HTTP_DELETE, "/v1/session", api_session_delete, ROLES_ANY, ROUTE_WRITES, "Sign out"},
    {HTTP_GET, "/v1/me", api_me, ROLES_ANY, ROUTE_NO_DB, "Who am I"},
    {HTTP_GET, "/v1/users", api_users_list, AUDITOR, 0, "Users"},
    {HTTP_POST, "/v1/users", api_users_create, ROLES_ADMIN, ROUTE_WRITES, "Make a user"},
    {HTTP_GET, "/v1/users/{id}", api_users_get, ROLES_ANY, 0, "A user; oneself for everybody"},
    {HTTP_PATCH, "/v1/users/{id}", api_users_change, ROLES_ANY, ROUTE_WRITES, "Change a user; for everybody the own password"},
    {HTTP_GET, "/v1/keys", api_keys_list, ROLES_ANY, 0, "API keys: one's own, all for administrators and auditors"},
    {HTTP_POST, "/v1/keys", api_keys_create, ROLES_ANY, ROUTE_WRITES, "Make an API key"},
    {HTTP_DELETE, "/v1/keys/{id}", api_keys_revoke, ROLES_ANY, ROUTE_WRITES, "Revoke an API key"},

    /* Units and what happens to them */
    {HTTP_POST, "/v1/commands/{command}", api_command, ROLES_ANY, ROUTE_WRITES, "Give a command; each has its own roles"},
};

const int route_count = sizeof routes / sizeof routes[0];
