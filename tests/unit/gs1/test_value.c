/*
 * Tests of gs1/value.h: a good value of every Application Identifier, and each rule broken in turn.
 */
#include "gs1/value.h"
#include "testing.h"

enum { YEAR = 2026 };

/* One for each row of the table, by the first number of the row. */
static const struct {
    const char *ai, *value;
} good[] = {
    /* clang-format off */
    {"00", "106141412345678908"},
    {"01", "09506000134352"},
    {"02", "64861526842875"},
    {"03", "31566048050204"},
    {"10", "O%1nKk=H&'QT7X4;"},
    {"11", "431106"},
    {"12", "850430"},
    {"13", "330928"},
    {"15", "611230"},
    {"16", "670228"},
    {"17", "261231"},
    {"20", "34"},
    {"21", ")du9b1Nl,zRtGS>T=d"},
    {"22", "nazqGP;+b"},
    {"235", "s*Jl-x1cb5E0Y>3Wq=iD-oB"},
    {"240", "VPT6=;=Z50a<-<&"},
    {"241", "KCcskH/"},
    {"242", "8841"},
    {"243", "4CPyLone'(0M_gzkW"},
    {"250", "ji3ZNHJIF></M8OPYG.!/v"},
    {"251", "VcN&0+,Blma)%9"},
    {"253", "9521321000018INV-7"},
    {"254", "oWsq?+"},
    {"255", "62422754517650"},
    {"30", "29"},
    {"3100", "583607"},
    {"3110", "732751"},
    {"3120", "074874"},
    {"3130", "911562"},
    {"3140", "721665"},
    {"3150", "295709"},
    {"3160", "520377"},
    {"3200", "284165"},
    {"3210", "180192"},
    {"3220", "456461"},
    {"3230", "983257"},
    {"3240", "442408"},
    {"3250", "342506"},
    {"3260", "097680"},
    {"3270", "554544"},
    {"3280", "507061"},
    {"3290", "379269"},
    {"3300", "405444"},
    {"3310", "717598"},
    {"3320", "409054"},
    {"3330", "656869"},
    {"3340", "998981"},
    {"3350", "090486"},
    {"3360", "738496"},
    {"3370", "213701"},
    {"3400", "263694"},
    {"3410", "770682"},
    {"3420", "584386"},
    {"3430", "345915"},
    {"3440", "067458"},
    {"3450", "351916"},
    {"3460", "755687"},
    {"3470", "000900"},
    {"3480", "507604"},
    {"3490", "831760"},
    {"3500", "658545"},
    {"3510", "451177"},
    {"3520", "299453"},
    {"3530", "698639"},
    {"3540", "592139"},
    {"3550", "590669"},
    {"3560", "292935"},
    {"3570", "322963"},
    {"3600", "534158"},
    {"3610", "658584"},
    {"3620", "645664"},
    {"3630", "107330"},
    {"3640", "162046"},
    {"3650", "172263"},
    {"3660", "364801"},
    {"3670", "388941"},
    {"3680", "667943"},
    {"3690", "195108"},
    {"37", "55595659"},
    {"3900", "29"},
    {"3910", "454433368825"},
    {"3920", "75492401"},
    {"3930", "052754397"},
    {"3940", "4372"},
    {"3950", "521831"},
    {"400", "fS"},
    {"401", "68185xHF\"D'CKD\"wg5-2ajynq7bMl4"},
    {"402", "08992109660667085"},
    {"403", "B)9rzQ3%k&t>wvh/"},
    {"410", "3206566508661"},
    {"411", "4824191266542"},
    {"412", "4347066688473"},
    {"413", "1464199499042"},
    {"414", "9521321000018"},
    {"415", "8247373909741"},
    {"416", "2232207120702"},
    {"417", "7543653787643"},
    {"420", "y;EE:_A2XiQz"},
    {"421", "756MCo7'U"},
    {"422", "016"},
    {"423", "108148"},
    {"424", "156"},
    {"425", "332418744232312"},
    {"426", "222"},
    {"427", "dfr"},
    {"4300", "VX:rjW%c3"},
    {"4301", "Ewl*pdm7-mDRpFBP';xwRP3*q;;zZ%20"},
    {"4302", "6rzYDg2SJUAL%c3"},
    {"4303", "NW%20"},
    {"4304", "7B=7i'GlZJ+R.3l6REhSM%2F"},
    {"4305", "7auuhjX32-scLQ;Vp=Fzpe\"Ot%20"},
    {"4306", "G%20"},
    {"4307", "ST"},
    {"4308", "'u>U>Kjdn<1+L4hQUuW"},
    {"4309", "13307483101031300282"},
    {"4310", "\""},
    {"4311", "'"},
    {"4312", "="},
    {"4313", ":N?r:9kP3c>_WtF4B=fjLq8'SsOZl%c3"},
    {"4314", "D9o-Dd(f_EM-E>uz9l'rdY\"x2(14xo%20"},
    {"4315", "4mV2lqKRH00I*UR\"a=.u/7.9h&Yuw%c3"},
    {"4316", "6h\"H;kK\"XK9.kObzAm!f)t<0%2F"},
    {"4317", "MD"},
    {"4318", "uThNWU0J<)_x!5g.ul"},
    {"4319", "yBy%>2V&"},
    {"4320", "N?YPpbXKE)LcQxnQs%2F"},
    {"4321", "1"},
    {"4322", "0"},
    {"4323", "0"},
    {"4324", "3207142027"},
    {"4325", "7306302302"},
    {"4326", "290928"},
    {"4330", "422052"},
    {"4331", "863411-"},
    {"4332", "110121-"},
    {"4333", "083800-"},
    {"7001", "4928820419025"},
    {"7002", "fhrJW3S42lAVUx"},
    {"7003", "3601271349"},
    {"7004", "519"},
    {"7005", "rix(L2ji:l;V"},
    {"7006", "950926"},
    {"7007", "300907361130"},
    {"7008", "YCb"},
    {"7009", "A"},
    {"7010", ","},
    {"7011", "620916"},
    {"7020", "_"},
    {"7021", "xr_-QkE+lBK8b*)aTD"},
    {"7022", "jdYb=7=1mM-yG%?*D/(F"},
    {"7023", "985"},
    {"7030", "999;nfT=TcRmBa<y_sVz*%Vx'U/waF"},
    {"7031", "584v,D8jMf_+hnXs,"},
    {"7032", "9991K)yQc:!oP4%(oZFF;"},
    {"7033", "508.-6;2Cg1C:<y+l2"},
    {"7034", "218FlTq'6kcc4brEo:1"},
    {"7035", "454<oj4UwBJMRmjk)&efyU05kAc,CK"},
    {"7036", "999cEZ'aAR*M6sQ,e=Gk&AY'scB5x-"},
    {"7037", "258Z7bHO1lcozq.:ON2)ImRz-mT0C<"},
    {"7038", "496y?;!b"},
    {"7039", "275's9C)QgBt;Qrc;iSsri7"},
    {"7040", "2oAX"},
    {"7041", "PX"},
    {"710", "z8E2D:_Y<XVo_f!lM8mf"},
    {"711", "7"},
    {"712", "SvJLpEDN"},
    {"713", "))Om6_j)Ly(935_sm"},
    {"714", "(+C3pd!LO622gEDy"},
    {"715", "2Y/kpl!)Ymu+=f0F*K5Z"},
    {"716", ",>wPN/Zk.0X=il6=p4"},
    {"717", "7zg6;3*&+x,?mitO,YX"},
    {"7230", "rQ(S-=bC0o7x)U*%'j;!z"},
    {"7231", "eV3&6Vlvx>4_NcNiy+/VzD,g"},
    {"7232", ".%X4"},
    {"7233", "=MeH_yBgQBbX+p;duI"},
    {"7234", "Oi>_MCmd;vVe"},
    {"7235", "UPB7&_=vG5goq47lAa6yzHWn3LTl!("},
    {"7236", "VF9f,3?Kp!f;"},
    {"7237", "7Hk!p>(9h7l6GrWsIJl"},
    {"7238", "Uu)NfB"},
    {"7239", "wpU);B(OMnU=?vkjje_M7jeLggRjWI"},
    {"7240", "kTVEd>"},
    {"7241", "81"},
    {"7242", "GF,/w"},
    {"7250", "20160601"},
    {"7251", "204705222237"},
    {"7252", "9"},
    {"7253", "T=;JLnw(%20"},
    {"7254", "k\"WOaJs8x2ZJLGL<g3<j&2W3JE3)'e%2F"},
    {"7255", "Ss"},
    {"7256", "HiLQ=EA=jw.hLPVV19lS%2F"},
    {"7257", "IfyXF?EGOREF;i,<45(r7xydv>>%c3"},
    {"7258", "1/1"},
    {"7259", "'0L=ZuYMX=w1K((tpHx4kp)Yz*ZiPo%c3"},
    {"8001", "37374562864107"},
    {"8002", "447700900123"},
    {"8003", "09521321000018A1"},
    {"8004", "9333g;h7FLO4;.&-++dkVFmf0P7,HV"},
    {"8005", "470520"},
    {"8006", "982740824673572175"},
    {"8007", "DE89370400440532013000"},
    {"8008", "8208190836"},
    {"8009", "vNK(c?%dk4\"c()uuHs:(11D"},
    {"8010", "7309E-Y8-NUKXTLLC#UDP0L73J5"},
    {"8011", "4197764156"},
    {"8012", "Kl"},
    {"8013", "1987654Ad4X4bL5ttr2310c2K"},
    {"8014", "79af)IF5x1Nt=TZa*;xB9"},
    {"8017", "414407566238165439"},
    {"8018", "216555519113995429"},
    {"8019", "4732"},
    {"8020", "bHMDM\"MS&;>G'K_M"},
    {"8026", "703094993786215794"},
    {"8030", "yemg"},
    {"8040", "696865705824164"},
    {"8041", "152296193775995"},
    {"8042", "13664083013629968210697179034534"},
    {"8043", "947132005021698847"},
    {"8110", "4458285790087658016442234615611122539"},
    {"8111", "8645"},
    {"8112", "0397345173123904646749639913"},
    {"8200", "https://example.com/p"},
    {"90", ":m>7=u:J0Qh*;&-k3b"},
    {"91", "<X)G7p"},
    /* clang-format on */
};

static const struct gs1_ai *row_of(const char *number)
{
    return gs1_ai_find(str_of(number));
}

static void every_row_has_a_good_value(void **state)
{
    (void)state;
    assert_int_equal(COUNT(good), GS1_AI_ROWS);
    for (size_t i = 0; i < COUNT(good); i++) {
        struct gs1_problem p = {0};
        assert_row(row_of(good[i].ai) == &gs1_ai_table[i], good[i].ai);
        if (!gs1_value_check(&gs1_ai_table[i], good[i].ai, str_of(good[i].value), YEAR, &p))
            fail_msg("AI %s, %s: %s", good[i].ai, good[i].value, p.text);
        assert_row(p.rule == GS1_RULE_NONE, good[i].ai);
    }
}

/* The good value of row i, changed by edit(), breaks the rule at that byte. */
static void refused(size_t i, struct str value, enum gs1_rule rule, size_t at)
{
    struct gs1_problem p = {0};
    bool ok = gs1_value_check(&gs1_ai_table[i], good[i].ai, value, YEAR, &p);
    if (ok || p.rule != rule || p.at != at || strcmp(p.ai, good[i].ai) != 0)
        fail_msg("AI %s, \"%.*s\": want %s at %zu, got %s at %zu of AI %s: %s", good[i].ai, STR_ARG(value),
                 gs1_rule_texts[rule].name, at, gs1_rule_texts[p.rule].name, p.at, p.ai, p.text);
}

static void lengths_of_every_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        const struct gs1_ai *ai = &gs1_ai_table[i];
        char text[128];
        memset(text, '1', sizeof text);
        refused(i, (struct str){text, 0}, GS1_RULE_EMPTY_VALUE, 0);
        if (ai->min > 1)
            refused(i, (struct str){text, ai->min - 1u}, GS1_RULE_SHORT, ai->min - 1u);
        refused(i, (struct str){text, ai->max + 1u}, GS1_RULE_LONG, ai->max);
    }
}

/* The component that byte `at` of a value belongs to. */
static const struct gs1_part *part_at(const struct gs1_ai *ai, size_t at)
{
    const struct gs1_part *part = ai->parts;
    for (; at >= part->max; part++)
        at -= part->max;
    return part;
}

static void characters_at_every_place_of_every_row(void **state)
{
    (void)state;
    static const struct {
        char wrong;
        enum gs1_rule rule;
    } by_set[] = {
        [GS1_SET_N] = {'O', GS1_RULE_DIGITS},
        [GS1_SET_X] = {' ', GS1_RULE_CHARACTERS},
        [GS1_SET_Y] = {'a', GS1_RULE_CAPITALS},
        [GS1_SET_Z] = {'+', GS1_RULE_BASE64},
    };
    for (size_t i = 0; i < COUNT(good); i++) {
        char text[128];
        for (size_t at = 0; good[i].value[at]; at++) {
            unsigned set = part_at(&gs1_ai_table[i], at)->set;
            strcpy(text, good[i].value);
            text[at] = by_set[set].wrong;
            refused(i, str_of(text), by_set[set].rule, at);
        }
    }
}

static bool has_check(const struct gs1_part *part, enum gs1_check check)
{
    return part->checks[0] == check || part->checks[1] == check || part->checks[2] == check;
}

static void check_digits_of_every_row(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(good); i++) {
        char text[128];
        size_t from = 0;
        for (const struct gs1_part *part = gs1_ai_table[i].parts; part->set && good[i].value[from]; part++) {
            for (size_t k = 0; has_check(part, GS1_CHECK_CSUM) && k < part->max; k++) {
                strcpy(text, good[i].value);
                text[from + k] = (char)('0' + (text[from + k] - '0' + 1) % 10);
                refused(i, str_of(text), GS1_RULE_CHECK_DIGIT, from + part->max - 1u);
            }
            from += part->max;
            if (from > strlen(good[i].value))
                break;
        }
    }
}

/* Each check of the table broken; the last column is part of the sentence. */
static const struct {
    enum gs1_check check;
    const char *ai, *value;
    enum gs1_rule rule;
    size_t at;
    const char *says;
} bad[] = {
    {GS1_CHECK_CSUM, "01", "09506000134353", GS1_RULE_CHECK_DIGIT, 13, "2 would be right"},
    {GS1_CHECK_CSUMALPHA, "8013", "1987654Ad4X4bL5ttr2310c2L", GS1_RULE_CHECK_CHARACTERS, 23, "2K would be right"},
    {GS1_CHECK_CSUMALPHA, "8013", "1987654Ad4X4bL5ttr2310c2k", GS1_RULE_CHECK_CHARACTERS, 23, "capital letters"},
    {GS1_CHECK_CSUMALPHA, "8013", "2K", GS1_RULE_SHORT, 0, "check characters"},
    {GS1_CHECK_GCPPOS1, "8004", "1AB", GS1_RULE_COMPANY_PREFIX, 1, "Company Prefix"},
    {GS1_CHECK_GCPPOS1, "8004", "1", GS1_RULE_COMPANY_PREFIX, 0, "too short"},
    {GS1_CHECK_YYMMDD, "7003", "2611310000", GS1_RULE_DAY, 4, "30 days, not 31"},
    {GS1_CHECK_YYMMDD, "7003", "2611000000", GS1_RULE_DAY, 4, "cannot be left out"},
    {GS1_CHECK_YYMMDD, "7003", "2613010000", GS1_RULE_MONTH, 2, "no month 13"},
    {GS1_CHECK_YYMMDD, "7003", "2600010000", GS1_RULE_MONTH, 2, "no month 00"},
    {GS1_CHECK_YYMMD0, "17", "270229", GS1_RULE_DAY, 4, "28 days"},
    {GS1_CHECK_YYMMD0, "17", "261332", GS1_RULE_MONTH, 2, "YYMMDD"},
    {GS1_CHECK_YYYYMMDD, "7250", "20001301", GS1_RULE_MONTH, 4, "YYYYMMDD"},
    {GS1_CHECK_YYYYMMDD, "7250", "19000229", GS1_RULE_DAY, 6, "28 days"},
    {GS1_CHECK_HH, "8008", "26110124", GS1_RULE_HOUR, 6, "00 to 23"},
    {GS1_CHECK_MI, "8008", "2611012360", GS1_RULE_MINUTE, 8, "00 to 59"},
    {GS1_CHECK_SS, "8008", "261101235960", GS1_RULE_SECOND, 10, "00 to 59"},
    {GS1_CHECK_HHMI, "7003", "2611012400", GS1_RULE_HOUR, 6, "00 to 23"},
    {GS1_CHECK_HHMI, "7003", "2611010060", GS1_RULE_MINUTE, 8, "00 to 59"},
    {GS1_CHECK_ISO3166, "422", "999", GS1_RULE_COUNTRY_NUMBER, 0, "ISO 3166-1"},
    {GS1_CHECK_ISO3166, "423", "276000", GS1_RULE_COUNTRY_NUMBER, 3, "character 4"},
    {GS1_CHECK_ISO3166999, "7030", "998X", GS1_RULE_COUNTRY_NUMBER, 0, "999 for several"},
    {GS1_CHECK_ISO3166ALPHA2, "4307", "XX", GS1_RULE_COUNTRY_LETTERS, 0, "two letters"},
    {GS1_CHECK_ISO3166ALPHA2, "4307", "de", GS1_RULE_COUNTRY_LETTERS, 0, "capitals"},
    {GS1_CHECK_ISO4217, "3910", "001100", GS1_RULE_CURRENCY, 0, "ISO 4217"},
    {GS1_CHECK_ISO5218, "7252", "3", GS1_RULE_SEX, 0, "ISO/IEC 5218"},
    {GS1_CHECK_MEDIATYPE, "7241", "11", GS1_RULE_MEDIA_TYPE, 0, "AIDC media type"},
    {GS1_CHECK_PACKAGETYPE, "7041", "QQQQ", GS1_RULE_PACKAGE_TYPE, 0, "Recommendation 21"},
    {GS1_CHECK_PACKAGETYPE, "7041", "px", GS1_RULE_PACKAGE_TYPE, 0, "capitals"},
    {GS1_CHECK_YESNO, "4321", "2", GS1_RULE_YES_NO, 0, "0 (no) or 1 (yes)"},
    {GS1_CHECK_WINDING, "8001", "12345678912320", GS1_RULE_WINDING, 12, "undefined"},
    {GS1_CHECK_ZERO, "8003", "19521321000018", GS1_RULE_ZERO, 0, "must be 0"},
    {GS1_CHECK_NONZERO, "8001", "00005678912310", GS1_RULE_NOT_ZERO, 0, "must not be zero"},
    {GS1_CHECK_NOZEROPREFIX, "8011", "012", GS1_RULE_LEADING_ZERO, 0, "must not begin with 0"},
    {GS1_CHECK_HASNONDIGIT, "8014", "100096", GS1_RULE_NON_DIGIT, 0, "no digit"},
    {GS1_CHECK_HYPHEN, "4330", "000123+", GS1_RULE_HYPHEN, 6, "means minus"},
    {GS1_CHECK_IMPORTERIDX, "7040", "1AB.", GS1_RULE_IMPORTER, 3, "importer index"},
    {GS1_CHECK_PCENC, "4300", "A%2", GS1_RULE_PERCENT, 1, "hexadecimal"},
    {GS1_CHECK_PCENC, "4300", "%GG", GS1_RULE_PERCENT, 0, "hexadecimal"},
    {GS1_CHECK_LATITUDE, "4309", "18000000010000000000", GS1_RULE_LATITUDE, 0, "1800000000"},
    {GS1_CHECK_LONGITUDE, "4309", "18000000003600000001", GS1_RULE_LONGITUDE, 10, "3600000000"},
    {GS1_CHECK_PIECEOFTOTAL, "8006", "982740824673570001", GS1_RULE_PIECE, 14, "piece 0 of 1"},
    {GS1_CHECK_PIECEOFTOTAL, "8006", "982740824673570302", GS1_RULE_PIECE, 14, "piece 3 of 2"},
    {GS1_CHECK_POSINSEQSLASH, "7258", "2/1", GS1_RULE_POSITION, 0, "1/3"},
    {GS1_CHECK_POSINSEQSLASH, "7258", "012", GS1_RULE_POSITION, 0, "1/3"},
    {GS1_CHECK_POSINSEQSLASH, "7258", "0/1", GS1_RULE_POSITION, 0, "leading zeros"},
    {GS1_CHECK_IBAN, "8007", "DE89370400440532013001", GS1_RULE_IBAN, 2, "check digits"},
    {GS1_CHECK_IBAN, "8007", "de89370400440532013000", GS1_RULE_IBAN, 0, "capital letters"},
    {GS1_CHECK_IBAN, "8007", "XX89370400440532013000", GS1_RULE_IBAN, 0, "country code"},
    {GS1_CHECK_IBAN, "8007", "DE89", GS1_RULE_IBAN, 0, "too short"},
    {GS1_CHECK_COUPONCODE, "8110", "7", GS1_RULE_COUPON, 0, "company prefix"},
    {GS1_CHECK_COUPONCODE, "8110", "01234561234", GS1_RULE_COUPON, 7, "offer code"},
    {GS1_CHECK_COUPONCODE, "8110", "0123456123456111100009", GS1_RULE_COUPON, 22, "save value code"},
    {GS1_CHECK_COUPONCODE, "8110", "0123456123456111100007", GS1_RULE_COUPON, 21, "rising order"},
    {GS1_CHECK_COUPONCODE, "8110", "0123456123456111100003261301", GS1_RULE_COUPON, 22, "expiration date"},
    {GS1_CHECK_COUPONCODE, "8110", "01234561234561111000032601014260102", GS1_RULE_COUPON, 29, "behind the expiration"},
    {GS1_CHECK_COUPONCODE, "8110", "012345612345611110000A", GS1_RULE_COUPON, 21, "digits only"},
    {GS1_CHECK_COUPONPOSOFFER, "8112", "20123456123456", GS1_RULE_COUPON, 0, "format code"},
    {GS1_CHECK_COUPONPOSOFFER, "8112", "001234561234560123456789", GS1_RULE_COUPON, 21, "too long"},
};

static void every_check_is_broken(void **state)
{
    (void)state;
    /* gcppos2 looks at digits only, and those are all digits already. */
    bool seen[GS1_CHECK_COUNT] = {[GS1_CHECK_NONE] = true, [GS1_CHECK_GCPPOS2] = true};
    for (size_t i = 0; i < COUNT(bad); i++) {
        struct gs1_problem p = {0};
        seen[bad[i].check] = true;
        assert_row(!gs1_value_check(row_of(bad[i].ai), bad[i].ai, str_of(bad[i].value), YEAR, &p), bad[i].value);
        if (p.rule != bad[i].rule || p.at != bad[i].at || !strstr(p.text, bad[i].says))
            fail_msg("AI %s, \"%s\": %s at %zu: %s", bad[i].ai, bad[i].value, gs1_rule_texts[p.rule].name, p.at,
                     p.text);
    }
    for (size_t c = 0; c < COUNT(seen); c++)
        assert_true(seen[c]);
}

static void good_ones_at_the_edge(void **state)
{
    (void)state;
    static const struct {
        const char *ai, *value;
    } rows[] = {
        {"17", "260200"},   /* no day */
        {"17", "280229"},   /* leap year */
        {"17", "000229"},   /* 2000 was one */
        {"7011", "261231"}, /* without time */
        {"7011", "2612312359"},
        {"8008", "2612312359"},
        {"4309", "18000000003600000000"},
        {"8030", "YWJj"},
        {"8030", "YWI="}, /* filled up to four */
        {"8030", "YQ=="},
        {"8030", "YQ"},
        {"7258", "9/9"},
        {"7030", "999X"},
        {"8011", "0"},
        {"421", "276A"},
        {"8110", "012345612345611110000"}, /* no optional field */
        {"8110", "01234561234561111000032601014260101"},
        {"8112", "00123456123456"
                 "0123456"},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct gs1_problem p = {0};
        if (!gs1_value_check(row_of(rows[i].ai), rows[i].ai, str_of(rows[i].value), YEAR, &p))
            fail_msg("AI %s, %s: %s", rows[i].ai, rows[i].value, p.text);
    }
}

static void filling_that_does_not_fit(void **state)
{
    (void)state;
    static const char *const rows[] = {"YWJj=", "YQ=", "Y===", "YW=j", "===="};
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct gs1_problem p = {0};
        assert_row(!gs1_value_check(row_of("8030"), "8030", str_of(rows[i]), YEAR, &p), rows[i]);
        assert_row(p.rule == GS1_RULE_BASE64, rows[i]);
    }
}

static void letters_that_look_like_digits(void **state)
{
    (void)state;
    static const struct {
        char letter, digit;
    } rows[] = {{'O', '0'}, {'o', '0'}, {'I', '1'}, {'l', '1'}, {'|', '1'}, {'S', '5'}, {'B', '8'}, {'Z', '2'}};
    for (size_t i = 0; i < COUNT(rows); i++) {
        char value[] = "26123_", want[64];
        struct gs1_problem p = {0};
        value[5] = rows[i].letter;
        snprintf(want, sizeof want, "looks like the digit %c", rows[i].digit);
        assert_false(gs1_value_check(row_of("17"), "17", str_of(value), YEAR, &p));
        assert_row(strstr(p.text, want), value);
    }
}

static void dates_are_near_to_this_year(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int year_now, year, month, day;
        bool whole_month;
    } rows[] = {
        {"261231", 2026, 2026, 12, 31, false}, {"760101", 2026, 2076, 1, 1, false}, {"770101", 2026, 1977, 1, 1, false},
        {"990101", 2026, 1999, 1, 1, false},   {"000200", 2026, 2000, 2, 29, true}, {"270200", 2026, 2027, 2, 28, true},
        {"100101", 2060, 2110, 1, 1, false},   {"110101", 2060, 2011, 1, 1, false}, {"490101", 1999, 2049, 1, 1, false},
    };
    for (size_t i = 0; i < COUNT(rows); i++) {
        struct gs1_date d;
        assert_row(gs1_date_read(str_of(rows[i].text), rows[i].year_now, &d), rows[i].text);
        assert_row(d.year == rows[i].year && d.month == rows[i].month && d.day == rows[i].day, rows[i].text);
        assert_row(d.whole_month == rows[i].whole_month, rows[i].text);
    }
    struct gs1_date d;
    assert_false(gs1_date_read(STR("261301"), YEAR, &d));
    assert_false(gs1_date_read(STR("26120"), YEAR, &d));
    assert_false(gs1_date_read(STR("26120a"), YEAR, &d));
}

static void check_characters(void **state)
{
    (void)state;
    char two[2];
    assert_true(gs1_check_characters(STR("1987654Ad4X4bL5ttr2310c"), two)); /* General Specifications */
    assert_memory_equal(two, "2K", 2);
    assert_false(gs1_check_characters(STR(""), two));
    assert_false(gs1_check_characters(STR("1987654Ad4X4bL5ttr2310cc"), two)); /* 24 */
    assert_false(gs1_check_characters(STR("19 7"), two));
}

static void rows_are_found(void **state)
{
    (void)state;
    assert_string_equal(row_of("3104")->first, "3100");
    assert_null(row_of("3106"));
    assert_null(row_of("4"));
    assert_null(row_of("01x"));
    assert_null(row_of("0"));
    assert_null(gs1_ai_find(STR("")));
    assert_int_equal(gs1_ai_digits(STR("31")), 4);
    assert_int_equal(gs1_ai_digits(STR("05")), 0);
    assert_int_equal(gs1_ai_digits(STR("x1")), 0);
    assert_string_equal(gs1_ai_named(STR("gtin"))->first, "01");
    assert_string_equal(gs1_ai_named(STR("SER"))->first, "21");
    assert_null(gs1_ai_named(STR("serial")));
    assert_null(gs1_ai_named(STR("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_has_a_good_value),
        cmocka_unit_test(lengths_of_every_row),
        cmocka_unit_test(characters_at_every_place_of_every_row),
        cmocka_unit_test(check_digits_of_every_row),
        cmocka_unit_test(every_check_is_broken),
        cmocka_unit_test(good_ones_at_the_edge),
        cmocka_unit_test(filling_that_does_not_fit),
        cmocka_unit_test(letters_that_look_like_digits),
        cmocka_unit_test(dates_are_near_to_this_year),
        cmocka_unit_test(check_characters),
        cmocka_unit_test(rows_are_found),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
