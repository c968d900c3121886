#include "cli/lock.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/str.h"
#include "store/db.h"

enum { STEP_MS = 20 };

/* The file may be named by several paths: the lock stands beside the one it really has. */
static bool lock_path(const char *db, char out[CLI_LOCK_PATH_MAX])
{
    char real[PATH_MAX];
    const char *name = realpath(db, real) ? real : db;
    int n = snprintf(out, CLI_LOCK_PATH_MAX, "%s.lock", name);
    return n > 0 && n < CLI_LOCK_PATH_MAX;
}

/* The path still means the file that fd has open: its last holder may have removed it meanwhile. */
static bool still_there(const char *path, int fd)
{
    struct stat there, here;
    return stat(path, &there) == 0 && fstat(fd, &here) == 0 && there.st_ino == here.st_ino &&
           there.st_dev == here.st_dev;
}

static void write_all(int fd, const char *text)
{
    size_t len = strlen(text);
    if (ftruncate(fd, 0) != 0 || pwrite(fd, text, len, 0) != (ssize_t)len)
        return; /* what stands there is a courtesy: the lock itself is held */
}

static void sign(int fd, const char *url)
{
    char text[CLI_LOCK_URL_MAX + 64];
    snprintf(text, sizeof text, "pid=%ld\nurl=%s\n", (long)getpid(), url);
    write_all(fd, text);
}

static void read_holder(int fd, struct cli_lock_holder *ret)
{
    char text[CLI_LOCK_URL_MAX + 64];
    *ret = (struct cli_lock_holder){0};
    ssize_t n = pread(fd, text, sizeof text - 1, 0);
    if (n <= 0)
        return;
    struct str rest = {text, (size_t)n};
    while (rest.len > 0) {
        struct str line = str_slice(rest, 0, str_find(rest, '\n'));
        rest = str_slice(rest, line.len + 1, rest.len);
        int64_t pid;
        if (str_starts(line, STR("pid=")) && str_int64(str_slice(line, 4, line.len), &pid))
            ret->pid = (long)pid;
        if (str_starts(line, STR("url=")))
            snprintf(ret->url, sizeof ret->url, "%.*s", STR_ARG(str_slice(line, 4, line.len)));
    }
}

static enum cli_lock_result failed(const char *path, char *error, size_t size)
{
    char why[128];
    snprintf(error, size, "Cannot lock %s: %s.", path, strerror_r(errno, why, sizeof why));
    return CLI_LOCK_FAILED;
}

/* One try. */
static enum cli_lock_result try_lock(struct cli_lock *lock, struct cli_lock_holder *ret_holder, char *error,
                                     size_t size)
{
    for (;;) {
        int fd = open(lock->path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
        if (fd < 0)
            return failed(lock->path, error, size);
        if (flock(fd, LOCK_EX | LOCK_NB) == 0) {
            lock->fd = fd;
            if (still_there(lock->path, fd))
                return CLI_LOCK_TAKEN;
            close(fd);
            continue;
        }
        enum cli_lock_result r = errno == EWOULDBLOCK ? CLI_LOCK_HELD : failed(lock->path, error, size);
        read_holder(fd, ret_holder);
        close(fd);
        return r;
    }
}

enum cli_lock_result cli_lock_take(const char *db, int wait_ms, struct cli_lock *ret,
                                   struct cli_lock_holder *ret_holder, char *error, size_t size)
{
    struct cli_lock lock = {.fd = -1};
    *ret = lock;
    *ret_holder = (struct cli_lock_holder){0};
    if (!db_is_file(db))
        return CLI_LOCK_TAKEN;
    if (!lock_path(db, lock.path)) {
        snprintf(error, size, "The path of the database is too long.");
        return CLI_LOCK_FAILED;
    }
    enum cli_lock_result r = try_lock(&lock, ret_holder, error, size);
    for (int waited = 0; r == CLI_LOCK_HELD && ret_holder->url[0] == '\0' && waited < wait_ms; waited += STEP_MS) {
        nanosleep(&(struct timespec){.tv_nsec = STEP_MS * 1000000L}, NULL);
        r = try_lock(&lock, ret_holder, error, size);
    }
    if (r == CLI_LOCK_TAKEN) {
        sign(lock.fd, "");
        *ret = lock;
    }
    return r;
}

void cli_lock_tell(struct cli_lock *lock, const char *url)
{
    if (lock->fd >= 0)
        sign(lock->fd, url);
}

void cli_lock_drop(struct cli_lock *lock)
{
    if (lock->fd < 0)
        return;
    unlink(lock->path); /* while it is still locked: who waits for it notices, see still_there */
    close(lock->fd);
    lock->fd = -1;
}
