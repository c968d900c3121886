#include "domain/tail.h"

size_t serial_tail(struct str serial, char out[TAIL_MAX])
{
    size_t n = 0;
    while (n < TAIL_MAX && n < serial.len && (unsigned char)serial.ptr[serial.len - 1 - n] < 0x80) {
        out[n] = serial.ptr[serial.len - 1 - n];
        n++;
    }
    return n;
}
