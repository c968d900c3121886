#include "base/temp.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

enum { MAKE_TRIES = 10 };

const char *temp_directory(void)
{
    const char *given = getenv("TMPDIR");
    if (given && given[0] == '/' && access(given, W_OK | X_OK) == 0)
        return given;
    return access("/var/tmp", W_OK | X_OK) == 0 ? "/var/tmp" : "/tmp";
}

int temp_file(const char *directory)
{
    char path[TEMP_PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/serno-XXXXXX", directory);
    if (n >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

/* ---- folders ---- */

/* Open and lock; -1 when somebody holds it, or it is no folder of ours. */
static int hold(int parent, const char *name)
{
    struct stat st;
    int fd = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return -1;
    if (fstat(fd, &st) == 0 && st.st_uid == geteuid() && flock(fd, LOCK_EX | LOCK_NB) == 0)
        return fd;
    close(fd);
    return -1;
}

/* A sweeper may come between making and locking, and take it for a leftover: then another one is made. */
bool temp_folder_make(const char *prefix, struct temp_folder *ret)
{
    for (int i = 0; i < MAKE_TRIES; i++) {
        int n = snprintf(ret->path, sizeof ret->path, "%s/%sXXXXXX", temp_directory(), prefix);
        if (n >= (int)sizeof ret->path) {
            errno = ENAMETOOLONG;
            return false;
        }
        if (!mkdtemp(ret->path))
            return false;
        ret->fd = hold(AT_FDCWD, ret->path);
        if (ret->fd >= 0 && access(ret->path, W_OK) == 0)
            return true;
        if (ret->fd >= 0)
            close(ret->fd);
    }
    errno = EBUSY;
    return false;
}

/* Takes the descriptor over. */
static void empty_out(int fd)
{
    DIR *d = fdopendir(fd);
    if (!d) {
        close(fd);
        return;
    }
    for (const struct dirent *e; (e = readdir(d)) != NULL;)
        if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0)
            unlinkat(dirfd(d), e->d_name, 0);
    closedir(d);
}

void temp_folder_remove(struct temp_folder *f)
{
    /* With the lock until the end: only an empty name is left when it goes. */
    int fd = dup(f->fd);
    if (fd >= 0)
        empty_out(fd);
    rmdir(f->path);
    close(f->fd);
    f->fd = -1;
}

int temp_folder_sweep(const char *prefix)
{
    int count = 0;
    DIR *d = opendir(temp_directory());
    if (!d)
        return 0;
    for (const struct dirent *e; (e = readdir(d)) != NULL;) {
        int fd = strncmp(e->d_name, prefix, strlen(prefix)) == 0 ? hold(dirfd(d), e->d_name) : -1;
        if (fd < 0)
            continue;
        int list = dup(fd);
        if (list >= 0)
            empty_out(list);
        count += unlinkat(dirfd(d), e->d_name, AT_REMOVEDIR) == 0;
        close(fd);
    }
    closedir(d);
    return count;
}
