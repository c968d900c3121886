#include "cli/config.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"

enum { CONFIG_BYTES_MAX = 16 * 1024, TOKEN_BYTES_MAX = 4096 };

struct config {
    const char *url, *token, *db, *ca; /* NULL: not said */
};

static const char *why(struct cli *cli)
{
    char text[128];
    return arena_cstr(cli->arena, str_of(strerror_r(errno, text, sizeof text)));
}

const char *cli_config_path(struct cli *cli)
{
    const char *base = cli_env(cli, "XDG_CONFIG_HOME"), *home = cli_env(cli, "HOME");
    if (base && base[0] == '/')
        return arena_fmt(cli->arena, "%s/serno/config", base).ptr;
    return home ? arena_fmt(cli->arena, "%s/.config/serno/config", home).ptr : NULL;
}

/* At most max bytes of a file; {NULL,0} when it cannot be read (errno says why) or is longer. */
static struct str read_file(struct cli *cli, const char *path, size_t max, unsigned *ret_mode)
{
    struct stat st;
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return (struct str){0};
    char *bytes = arena_alloc(cli->arena, max + 1);
    ssize_t n = bytes ? read(fd, bytes, max + 1) : -1;
    *ret_mode = fstat(fd, &st) == 0 ? st.st_mode & 07777 : 0;
    close(fd);
    if (n < 0)
        return (struct str){0};
    if ((size_t)n <= max)
        return (struct str){bytes, (size_t)n};
    errno = EFBIG;
    return (struct str){0};
}

/* Without slashes at the end. */
static const char *clean_url(struct cli *cli, struct str url)
{
    while (url.len > 0 && url.ptr[url.len - 1] == '/')
        url.len--;
    return arena_cstr(cli->arena, url);
}

static void set(struct cli *cli, struct config *c, struct str name, struct str value)
{
    if (str_empty(value))
        return;
    if (str_is(name, "url"))
        c->url = clean_url(cli, value);
    else if (str_is(name, "token"))
        c->token = arena_cstr(cli->arena, value);
    else if (str_is(name, "db"))
        c->db = arena_cstr(cli->arena, value);
    else if (str_is(name, "ca"))
        c->ca = arena_cstr(cli->arena, value);
    else
        cli_hint(cli, "%s: '%.*s' is not known.", cli_config_path(cli), STR_ARG(name));
}

/* No file is no configuration. False: there is one, but it cannot be trusted or read. */
static bool load(struct cli *cli, struct config *ret)
{
    const char *path = cli_config_path(cli);
    unsigned mode = 0;
    *ret = (struct config){0};
    struct str text = path ? read_file(cli, path, CONFIG_BYTES_MAX, &mode) : (struct str){0};
    if (path && text.ptr == NULL && errno != ENOENT && errno != ENOTDIR)
        return cli_fail(cli, CLI_FAILED, "Cannot read %s: %s.", path, why(cli)), false;
    while (text.len > 0) {
        struct str line = str_slice(text, 0, str_find(text, '\n'));
        text = str_slice(text, line.len + 1, text.len);
        line = str_trim(line);
        size_t eq = str_find(line, '=');
        if (line.len > 0 && line.ptr[0] != '#')
            set(cli, ret, str_trim(str_slice(line, 0, eq)), str_trim(str_slice(line, eq + 1, line.len)));
    }
    if (ret->token && (mode & 077))
        return cli_fail(cli, CLI_FAILED, "%s holds a token, but others can read it: chmod 600 %s", path, path), false;
    return true;
}

/* The token that was given for this very call; *ret NULL: none. */
static bool given_token(struct cli *cli, const char **ret, int *ret_code)
{
    const char *path = cli_value_z(cli, "token-file");
    unsigned mode;
    *ret = cli_env(cli, "SERNO_TOKEN");
    if (!path)
        return true;
    struct str text = str_trim(read_file(cli, path, TOKEN_BYTES_MAX, &mode));
    if (text.ptr == NULL || str_empty(text)) {
        *ret_code =
            cli_fail(cli, CLI_FAILED, "Cannot read a token from %s: %s.", path, text.ptr ? "it is empty" : why(cli));
        return false;
    }
    *ret = arena_cstr(cli->arena, text);
    return true;
}

/* A token from the configuration is shown to the server that it is for, and to no other. */
static bool token_for(struct cli *cli, const struct config *config, const char *url, const char **ret, int *ret_code)
{
    if (!given_token(cli, ret, ret_code))
        return false;
    if (*ret == NULL && config->token && config->url && strcmp(config->url, url) == 0)
        *ret = config->token;
    return true;
}

static const char *ca_of(struct cli *cli, const struct config *config)
{
    if (cli_given(cli, "ca-file"))
        return cli_value_z(cli, "ca-file");
    return cli_env(cli, "SERNO_CA") ? cli_env(cli, "SERNO_CA") : config->ca;
}

static bool to_server(struct cli *cli, const struct config *config, const char *url, struct cli_target *ret,
                      int *ret_code)
{
    *ret = (struct cli_target){.url = clean_url(cli, str_of(url)), .ca = ca_of(cli, config)};
    if (strncmp(ret->url, "http://", 7) != 0 && strncmp(ret->url, "https://", 8) != 0) {
        *ret_code =
            cli_fail(cli, CLI_USAGE, "'%s' is no address of a server: it begins with http:// or https://.", url);
        return false;
    }
    return token_for(cli, config, ret->url, &ret->token, ret_code);
}

bool cli_config_holder(struct cli *cli, const char *url, struct cli_target *ret, int *ret_code)
{
    struct config config;
    *ret_code = CLI_FAILED;
    return load(cli, &config) && to_server(cli, &config, url, ret, ret_code);
}

static bool to_file(const char *db, bool named, struct cli_target *ret)
{
    ret->db = db;
    ret->db_named = named;
    return true;
}

bool cli_config_target(struct cli *cli, struct cli_target *ret, int *ret_code)
{
    struct config config;
    const char *url = cli_value_z(cli, "url"), *db = cli_value_z(cli, "db");
    *ret = (struct cli_target){0};
    *ret_code = CLI_FAILED;
    if (url && db) {
        *ret_code = cli_fail(cli, CLI_USAGE, "Give either --url or --db: a server, or a database on this machine.");
        return false;
    }
    if (!load(cli, &config))
        return false;
    if (db)
        return to_file(db, true, ret);
    if (!url)
        url = cli_env(cli, "SERNO_URL");
    if (url)
        return to_server(cli, &config, url, ret, ret_code);
    if (cli_env(cli, "SERNO_DB"))
        return to_file(cli_env(cli, "SERNO_DB"), true, ret);
    if (config.url)
        return to_server(cli, &config, config.url, ret, ret_code);
    return config.db ? to_file(config.db, true, ret) : to_file("serno.db", false, ret);
}

const char *cli_config_db(struct cli *cli)
{
    struct config config;
    const char *db = cli_value_z(cli, "db");
    if (db)
        return db;
    if (cli_env(cli, "SERNO_DB"))
        return cli_env(cli, "SERNO_DB");
    return load(cli, &config) && config.db ? config.db : "serno.db";
}

/* ---- writing ---- */

static bool make_folders(struct cli *cli, const char *path)
{
    char *part = arena_cstr(cli->arena, str_of(path));
    for (char *p = part + 1; *p; p++) {
        if (*p != '/')
            continue;
        *p = '\0';
        if (mkdir(part, 0700) != 0 && errno != EEXIST)
            return cli_fail(cli, CLI_FAILED, "Cannot make %s: %s.", part, why(cli)), false;
        *p = '/';
    }
    return true;
}

static bool write_file(struct cli *cli, const char *path, struct str text)
{
    const char *fresh = arena_fmt(cli->arena, "%s.new", path).ptr;
    int fd = open(fresh, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool ok = fd >= 0 && fchmod(fd, 0600) == 0 && write(fd, text.ptr, text.len) == (ssize_t)text.len && fsync(fd) == 0;
    if (fd >= 0)
        ok = close(fd) == 0 && ok;
    if (ok && rename(fresh, path) == 0)
        return true;
    return cli_fail(cli, CLI_FAILED, "Cannot write %s: %s.", path, why(cli)), false;
}

bool cli_config_save(struct cli *cli, const char *url, const char *token)
{
    struct config old;
    struct buf b = {0};
    const char *path = cli_config_path(cli);
    if (!path)
        return cli_fail(cli, CLI_FAILED, "There is no home folder to keep the token in: HOME is not set."), false;
    if (!load(cli, &old) || !make_folders(cli, path))
        return false;
    buf_z(&b, "# Where `serno` finds the books. Written by `serno login`.\n");
    if (url)
        buf_fmt(&b, "url=%s\n", url);
    if (token)
        buf_fmt(&b, "token=%s\n", token);
    if (old.db)
        buf_fmt(&b, "db=%s\n", old.db);
    if (old.ca)
        buf_fmt(&b, "ca=%s\n", old.ca);
    bool ok = write_file(cli, path, buf_view(&b));
    buf_free(&b);
    return ok;
}
