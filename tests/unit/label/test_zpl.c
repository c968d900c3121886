/*
 * Tests of label/zpl.h: how data is written so that it stays data.
 */
#include "label/zpl.h"
#include "testing.h"

static void field_data(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        struct str data;
        char indicator;
        const char *text;
    } rows[] = {
        {"plain", {"SN-1", 4}, '_', "^FH_^FDSN-1^FS\n"},
        {"nothing", {"", 0}, '_', "^FH_^FD^FS\n"},
        {"commands", {"^XZ~JA", 6}, '_', "^FH_^FD_5EXZ_7EJA^FS\n"},
        {"the indicator", {"A_5E", 4}, '_', "^FH_^FDA_5F5E^FS\n"},
        {"another indicator", {"A_\\B", 4}, '\\', "^FH\\^FDA_\\5CB^FS\n"},
        {"control bytes", {"\0\x01\n\r\t\x1b\x1d\x7f", 8}, '_', "^FH_^FD_00_01_0A_0D_09_1B_1D_7F^FS\n"},
        {"UTF-8", {"\xC3\xA4\xE2\x82\xAC", 5}, '_', "^FH_^FD_C3_A4_E2_82_AC^FS\n"},
        {"what is printable",
         {" !\"#$%&'()*+,-./:;<=>?@[\\]`{|}", 30},
         '_',
         "^FH_^FD !\"#$%&'()*+,-./:;<=>?@[\\]`{|}^FS\n"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf out = {0};
        zpl_field_data(&out, rows[i].data, rows[i].indicator);
        assert_row(str_is(buf_view(&out), rows[i].text), rows[i].name);
        buf_free(&out);
    }
}

static void every_byte(void **state)
{
    (void)state;
    for (int c = 0; c < 256; c++) {
        char byte = (char)c;
        struct buf out = {0};
        zpl_field_data(&out, (struct str){&byte, 1}, '_');
        struct str data = str_slice(buf_view(&out), 7, out.len - 7 - 4);
        assert_row(str_eq(data, (struct str){&byte, 1}) || (data.len == 3 && data.ptr[0] == '_'), "a byte stays data");
        for (size_t i = 0; i < data.len; i++)
            assert_true(data.ptr[i] >= ' ' && data.ptr[i] <= '~' && data.ptr[i] != '^' && data.ptr[i] != '~');
        buf_free(&out);
    }
}

/* Modules: 11 for start, each symbol character and the check character, 13 for stop. */
static void code128(void **state)
{
    (void)state;
    static const struct {
        const char *data;
        bool gs1;
        const char *text;
        int characters; /* without start, check and stop */
    } rows[] = {
        {"A", false, ">:A", 1},
        {"1234", false, ">;1234", 2},
        {"12345", false, ">:1>52345", 4},
        {"12", false, ">:12", 2},
        {"A1234", false, ">:A>51234", 4},
        {"1234A", false, ">;1234>6A", 4},
        {"A12345B", false, ">:A1>52345>6B", 7},
        {"a>b^c~d", false, ">:a>0b><c>=d", 7},
        {">8", false, ">:>08", 2},
        {"00195060001343520014", true, ">;>800195060001343520014", 11},
        {"0109506000134352\x1d"
         "21A",
         true, ">;>80109506000134352>821>6A", 13},
        {"10A", true, ">;>810>6A", 4},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct buf out = {0};
        int modules = zpl_code128(&out, str_of(rows[i].data), rows[i].gs1);
        assert_row(str_is(buf_view(&out), rows[i].text), rows[i].data);
        assert_row(modules == 11 * (rows[i].characters + 2) + 13, rows[i].data);
        buf_free(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(field_data),
        cmocka_unit_test(every_byte),
        cmocka_unit_test(code128),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
