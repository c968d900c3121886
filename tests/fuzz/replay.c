/*
 * replay: drives a fuzz target over the files of the folders it is given, one after the other, where libFuzzer is absent.
 * A folder that is not there holds nothing. An input that fails is named on the line before.
 */
#include <dirent.h>
#include <stdio.h>

#include "fuzz.h"

/* Reads into memory of exactly its size, so that a sanitizer sees one byte too far. */
static void replay_file(const char *path)
{
    FILE *f = fopen(path, "rb");
    assert(f && "a seed can be read");
    fseek(f, 0, SEEK_END);
    long size = ftell(f);
    assert(size >= 0);
    rewind(f);
    uint8_t *data = malloc(size > 0 ? (size_t)size : 1);
    assert(data && fread(data, 1, (size_t)size, f) == (size_t)size);
    fclose(f);
    fprintf(stderr, "%s\n", path);
    LLVMFuzzerTestOneInput(data, (size_t)size);
    free(data);
}

static int replay_folder(const char *path)
{
    DIR *folder = opendir(path);
    if (!folder)
        return 0;
    int count = 0;
    for (struct dirent *e = readdir(folder); e; e = readdir(folder)) {
        char file[4096];
        if (e->d_name[0] == '.')
            continue;
        int len = snprintf(file, sizeof file, "%s/%s", path, e->d_name);
        assert(len > 0 && (size_t)len < sizeof file);
        replay_file(file);
        count++;
    }
    closedir(folder);
    return count;
}

int main(int argc, char **argv)
{
    int count = 0;
    for (int i = 1; i < argc; i++)
        count += replay_folder(argv[i]);
    LLVMFuzzerTestOneInput((const uint8_t *)"", 0);
    printf("%d passed, 0 failed\n", count + 1);
    return 0;
}
