/*
 * temp: temporary files, and folders of them that do not outlive their process: what a crash leaves behind is found by the next one
 * and removed.
 */
#ifndef BASE_TEMP_H
#define BASE_TEMP_H

#include <stdbool.h>

/* TMPDIR, or else /var/tmp: /tmp is in memory on many systems. Lives as long as the environment. */
const char *temp_directory(void);
/* A file (mode 0600) whose name is gone before anything is in it; -1 with errno. */
int temp_file(const char *directory);

enum { TEMP_PATH_MAX = 512 };

/* A folder (mode 0700) with files in it, and no folders. */
struct temp_folder {
    char path[TEMP_PATH_MAX];
    int fd; /* holds its lock: whoever gets it may remove the folder */
};

/* "<directory>/<prefix>XXXXXX". False with errno. */
bool temp_folder_make(const char *prefix, struct temp_folder *ret);
/* With all files in it. */
void temp_folder_remove(struct temp_folder *f);
/* Remove our folders of this prefix that no living process holds; returns how many. */
int temp_folder_sweep(const char *prefix);

#endif
