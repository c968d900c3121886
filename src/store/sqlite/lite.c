#include "store/sqlite/lite.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

enum { STEP_PAGES = 1024 };

const char *const lite_tails[LITE_TAILS] = {"", "-wal", "-journal", "-shm"};

/* ---- copy ---- */

static enum db_result copy_result(int code)
{
    switch (code & 0xff) {
    case SQLITE_DONE:
    case SQLITE_OK:
        return DB_OK;
    case SQLITE_FULL:
        return DB_FULL;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return DB_CORRUPT;
    default:
        return DB_FAILED;
    }
}

static int copy_pages(sqlite3 *from, sqlite3 *to, void (*progress)(void *, int64_t, int64_t), void *state)
{
    sqlite3_backup *copy = sqlite3_backup_init(to, "main", from, "main");
    if (!copy)
        return sqlite3_extended_errcode(to);
    int code;
    do {
        code = sqlite3_backup_step(copy, STEP_PAGES);
        int64_t total = sqlite3_backup_pagecount(copy);
        if (progress)
            progress(state, total - sqlite3_backup_remaining(copy), total);
    } while (code == SQLITE_OK);
    int finished = sqlite3_backup_finish(copy);
    return finished == SQLITE_OK ? code : finished;
}

static enum db_result claim(const char *path)
{
    int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0)
        return errno == EEXIST ? DB_UNIQUE : errno == ENOSPC ? DB_FULL : DB_FAILED;
    close(fd);
    return DB_OK;
}

/* Nothing of an unfinished copy stays: when the disk gave out at its last step, a journal or log stands beside it. */
static void discard(const char *path)
{
    for (int i = 0; i < LITE_TAILS; i++) {
        char *name = sqlite3_mprintf("%s%s", path, lite_tails[i]);
        if (name)
            unlink(name);
        sqlite3_free(name);
    }
}

enum db_result lite_copy(sqlite3 *from, const char *path, void (*progress)(void *, int64_t, int64_t), void *state)
{
    enum db_result r = claim(path);
    if (r != DB_OK)
        return r;
    sqlite3 *to = NULL;
    int code = sqlite3_open_v2(path, &to, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);
    if (code == SQLITE_OK)
        code = sqlite3_exec(to, "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF", NULL, NULL, NULL);
    if (code == SQLITE_OK)
        code = copy_pages(from, to, progress, state);
    /* The copy says of itself that it has a write-ahead log, as the original does; without one it is a single file. */
    if (copy_result(code) == DB_OK)
        code = sqlite3_exec(to, "PRAGMA journal_mode=DELETE", NULL, NULL, NULL);
    sqlite3_close(to);
    if (copy_result(code) != DB_OK)
        discard(path);
    return copy_result(code);
}

/* ---- integrity ---- */

static void tell_page(sqlite3_stmt *row, void (*problem)(void *, struct str), void *state)
{
    struct str text = str_of((const char *)sqlite3_column_text(row, 0));
    if (!str_is(text, "ok"))
        problem(state, text);
}

static void tell_reference(sqlite3_stmt *row, void (*problem)(void *, struct str), void *state)
{
    char text[256];
    snprintf(text, sizeof text, "row %lld of %s names a row of %s that is not there",
             (long long)sqlite3_column_int64(row, 1), (const char *)sqlite3_column_text(row, 0),
             (const char *)sqlite3_column_text(row, 2));
    problem(state, str_of(text));
}

int lite_integrity(sqlite3 *handle, void (*problem)(void *, struct str), void *state)
{
    static const struct {
        const char *sql;
        void (*tell)(sqlite3_stmt *row, void (*problem)(void *, struct str), void *state);
    } checks[] = {{"PRAGMA integrity_check(100)", tell_page}, {"PRAGMA foreign_key_check", tell_reference}};
    enum { TOLD_MAX = 100 };
    int code = SQLITE_DONE;
    for (size_t i = 0; i < sizeof checks / sizeof checks[0] && code == SQLITE_DONE; i++) {
        sqlite3_stmt *stmt = NULL;
        code = sqlite3_prepare_v2(handle, checks[i].sql, -1, &stmt, NULL);
        for (int told = 0; code == SQLITE_OK || code == SQLITE_ROW; told++) {
            code = sqlite3_step(stmt);
            if (code == SQLITE_ROW && told < TOLD_MAX)
                checks[i].tell(stmt, problem, state);
        }
        sqlite3_finalize(stmt);
    }
    return code == SQLITE_DONE ? SQLITE_OK : code;
}
