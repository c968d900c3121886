/*
 * blur: a PNG picture, blurred: a Gaussian whose standard deviation is so many pixels.
 *
 *     blur IN.png OUT.png SIGMA
 */
#include <cairo.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static uint8_t *grey_of(cairo_surface_t *s, int w, int h)
{
    uint8_t *grey = malloc((size_t)w * (size_t)h);
    const unsigned char *data = cairo_image_surface_get_data(s);
    int stride = cairo_image_surface_get_stride(s);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            grey[y * w + x] = data[y * stride + 4 * x];
    return grey;
}

/* One direction: the next pixel of a line is step away, the next line across. */
static void smear(const uint8_t *in, uint8_t *out, int length, int lines, int step, int across, const double *weights,
                  int reach)
{
    for (int line = 0; line < lines; line++)
        for (int i = 0; i < length; i++) {
            double sum = 0;
            for (int k = -reach; k <= reach; k++) {
                int at = i + k < 0 ? 0 : i + k >= length ? length - 1 : i + k;
                sum += weights[abs(k)] * in[line * across + at * step];
            }
            out[line * across + i * step] = (uint8_t)lround(sum);
        }
}

int main(int argc, char **argv)
{
    double weights[64], all = 0, sigma = argc == 4 ? atof(argv[3]) : 0;
    int reach = (int)ceil(3 * sigma);
    cairo_surface_t *read = argc == 4 ? cairo_image_surface_create_from_png(argv[1]) : NULL;
    if (!read || sigma <= 0 || reach > 63 || cairo_surface_status(read) != CAIRO_STATUS_SUCCESS)
        return 2;
    int w = cairo_image_surface_get_width(read), h = cairo_image_surface_get_height(read);
    cairo_surface_t *s = cairo_image_surface_create(CAIRO_FORMAT_RGB24, w, h);
    cairo_t *cr = cairo_create(s);
    cairo_set_source_surface(cr, read, 0, 0);
    cairo_paint(cr);
    cairo_destroy(cr);
    cairo_surface_destroy(read);
    cairo_surface_flush(s);
    uint8_t *a = grey_of(s, w, h), *b = malloc((size_t)w * (size_t)h);
    for (int k = 0; k <= reach; k++) {
        weights[k] = exp(-k * k / (2 * sigma * sigma));
        all += k ? 2 * weights[k] : weights[k];
    }
    for (int k = 0; k <= reach; k++)
        weights[k] /= all;
    smear(a, b, w, h, 1, w, weights, reach);
    smear(b, a, h, w, w, 1, weights, reach);
    unsigned char *data = cairo_image_surface_get_data(s);
    for (int y = 0; y < h; y++)
        for (int x = 0; x < w; x++)
            memset(data + y * cairo_image_surface_get_stride(s) + 4 * x, a[y * w + x], 4);
    cairo_surface_mark_dirty(s);
    int failed = cairo_surface_write_to_png(s, argv[2]) != CAIRO_STATUS_SUCCESS;
    cairo_surface_destroy(s);
    free(a);
    free(b);
    return failed;
}
