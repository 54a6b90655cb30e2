/* XLSX: which files are refused, with which note, and how soon. */
#include "../memory/slower.h"
#include "parcel.h"

#include <time.h>

#include "press/package.h"
#include "press/xlsx_read.h"

/* The fault of a file that is refused, which takes less than a second. */
static struct str read_badly(struct str bytes, struct str name)
{
    struct faults faults = {0};
    const struct sheet *sheet = NULL;
    clock_t begin = clock();
    enum outcome o = xlsx_read(mem, bytes, name, &sheet, &faults);

    assert_true(clock() - begin < slower() * CLOCKS_PER_SEC);
    if (o != REFUSED)
        return S("not refused");
    assert_null(sheet);
    assert_int_equal(faults.n, 1);
    return fault_str(&faults);
}

static struct str rows_badly(struct str rows)
{
    return read_badly(parcel_rows(rows), S(""));
}

/* n times the same bytes between two others. */
static struct str many(const char *before, const char *unit, size_t n, const char *after)
{
    struct buf out;

    buf_init(&out, mem, n * strlen(unit) + 256);
    buf_put(&out, str_of(before));
    for (size_t i = 0; i < n; i++)
        buf_put(&out, str_of(unit));
    buf_put(&out, str_of(after));
    return buf_str(&out);
}

/* The same with a number between the units that keeps them from compressing well. */
static struct str varied(const char *before, const char *after, int n)
{
    struct buf out;
    uint64_t seed = 3;

    buf_init(&out, mem, (size_t)n * 32);
    for (int i = 0; i < n; i++) {
        buf_put(&out, str_of(before));
        buf_int(&out, next_number(&seed) % 1000);
        buf_put(&out, str_of(after));
    }
    return buf_str(&out);
}

static struct str one_member(const char *name, struct str bytes)
{
    struct member members[] = {{name, {bytes.at, bytes.len}}, {NULL, {NULL, 0}}};

    return parcel(members);
}

/* bytes with every occurrence of one text made another of the same length. */
static struct str with(struct str bytes, struct str from, struct str to)
{
    struct str copy = arena_str(mem, bytes);

    assert_int_equal(from.len, to.len);
    for (ptrdiff_t i = str_find(copy, from, 0); i >= 0; i = str_find(copy, from, (size_t)i + 1))
        memcpy((char *)copy.at + i, to.at, to.len);
    return copy;
}

TEST(what_is_no_xlsx_is_refused_by_name)
{
    static const char ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 .......";
    static const char locked[] =
        "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0";

    (void)state;
    EQ_STR(read_badly((struct str){ole, sizeof ole}, S("")), S("xlsx.xls "));
    EQ_STR(read_badly((struct str){locked, sizeof locked}, S("")), S("xlsx.encrypted "));
    EQ_STR(read_badly(one_member("content.xml", S("<x/>")), S("")), S("xlsx.ods "));
    EQ_STR(read_badly(S(""), S("")), S("zip.not_zip "));
    EQ_STR(read_badly(S("name,due\r\n"), S("")), S("zip.not_zip "));
    EQ_STR(read_badly(one_member("a.txt", S("a")), S("")), S("zip.missing _rels/.rels"));
    EQ_STR(read_badly(parcel_rows(S("")), S("Three")), S("xlsx.no_sheet Three"));
}

TEST(a_zip_member_has_no_way_out_of_its_folder)
{
    static const struct { const char *name; struct str fault; } rows[] = {
        {"../a.xml", STR_INIT("zip.name ../a.xml")}, {"/a.xml", STR_INIT("zip.name /a.xml")},
        {"a/../../b", STR_INIT("zip.name a/../../b")}, {"a/..", STR_INIT("zip.name a/..")},
        {"c:a", STR_INIT("zip.name c:a")}, {"a\\b", STR_INIT("zip.name a\\b")},
        {"a..b", STR_INIT("zip.missing _rels/.rels")},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        EQ_STR(read_badly(one_member(rows[i].name, S("a")), S("")), rows[i].fault);
    EQ_STR(read_badly(parcel((struct member[]){{"aa", {"x", 1}}, {"ab", {"x", 1}}, {0}}), S("")),
           S("zip.missing _rels/.rels"));
    EQ_STR(read_badly(with(parcel((struct member[]){{"aa", {"x", 1}}, {"ab", {"x", 1}}, {0}}),
                           S("ab"), S("aa")), S("")), S("zip.damaged "));
}

TEST(a_link_or_a_locked_member_is_refused)
{
    struct str bytes = one_member("link", S("/etc/passwd"));
    char *at = (char *)arena_str(mem, bytes).at;
    ptrdiff_t central = str_find((struct str){at, bytes.len}, S("PK\x01\x02"), 0);

    (void)state;
    assert_true(central > 0);
    at[central + 5] = 3; /* made on Unix */
    at[central + 41] = (char)0xa1;
    at[central + 40] = (char)0xff;
    EQ_STR(read_badly((struct str){at, bytes.len}, S("")), S("zip.name link"));
    at[central + 41] = (char)0x81;
    at[central + 8] |= 1; /* encrypted */
    at[6] |= 1;
    EQ_STR(read_badly((struct str){at, bytes.len}, S("")), S("zip.encrypted link"));
}

TEST(a_zip_that_unpacks_to_too_much_is_refused_within_a_second)
{
    struct member members[PACKAGE_MEMBERS_MAX + 2] = {{0}};
    struct str zeros = many("", "0", 20 * 1024 * 1024, "");

    (void)state;
    EQ_STR(read_badly(one_member("bomb", zeros), S("")), S("zip.ratio bomb"));
    for (int i = 0; i < 5; i++)
        members[i] = (struct member){arena_text(mem, "part%d", i).at, {zeros.at, zeros.len}};
    EQ_STR(read_badly(parcel(members), S("")), S("zip.ratio part0"));
    for (int i = 0; i <= PACKAGE_MEMBERS_MAX; i++)
        members[i] = (struct member){arena_text(mem, "part%d", i).at, {"", 0}};
    EQ_STR(read_badly(parcel(members), S("")), S("zip.members 1000"));
    EQ_STR(read_badly(zeros, S("")), S("zip.not_zip "));
    EQ_STR(read_badly(many("", "PK\3\4 and more", PACKAGE_BYTES_MAX / 13 + 1, ""), S("")),
           S("zip.too_large 50"));
}

static void put_le(char *at, uint32_t n)
{
    for (int i = 0; i < 4; i++)
        at[i] = (char)(n >> (8 * i));
}

/* Both headers say the member is smaller than it is, and agree. */
TEST(headers_that_lie_about_the_size_are_found_out)
{
    struct str rows = many("", "<row><c><v>1</v></c></row>", 20000, "");
    struct str bytes = parcel_rows(rows);
    char *at = (char *)arena_str(mem, bytes).at;
    struct str copy = {at, bytes.len};
    struct str name = S("xl/worksheets/one.xml");
    ptrdiff_t local = str_find(copy, name, 0) - 30;
    ptrdiff_t central = str_find(copy, name, (size_t)local + 60) - 46;

    (void)state;
    put_le(at + central + 24, 1000);
    EQ_STR(read_badly(copy, S("")), S("zip.damaged "));
    put_le(at + local + 22, 1000);
    EQ_STR(read_badly(copy, S("")), S("zip.damaged xl/worksheets/one.xml"));
    put_le(at + local + 22, 100000000);
    put_le(at + central + 24, 100000000);
    EQ_STR(read_badly(copy, S("")), S("zip.ratio xl/worksheets/one.xml"));
    put_le(at + local + 22, 300000000);
    put_le(at + central + 24, 300000000);
    EQ_STR(read_badly(copy, S("")), S("zip.too_large 200"));
}

TEST(xml_that_is_too_much_is_refused_within_a_second)
{
    (void)state;
    EQ_STR(read_badly(parcel_book(S("<!DOCTYPE w [<!ENTITY a \"b\">]><w>&a;</w>")), S("")),
           S("xml.doctype xl/worksheets/one.xml:1"));
    EQ_STR(read_badly(parcel_book(S("<!DOCTYPE w SYSTEM \"file:///etc/passwd\"><w/>")), S("")),
           S("xml.doctype xl/worksheets/one.xml:1"));
    EQ_STR(rows_badly(many("\n", "<a>", 100000, "")), S("xml.deep xl/worksheets/one.xml:2"));
    EQ_STR(rows_badly(varied("<a/>", "\n", 1000000)), S("xml.nodes xl/worksheets/one.xml:999999"));
    EQ_STR(rows_badly(many("<row", " a=\"\"", 1, "><a b=\"\" b=\"\"/></row>")),
           S("xml.broken xl/worksheets/one.xml:1"));
    EQ_STR(rows_badly(S("<row></c>")), S("xml.broken xl/worksheets/one.xml:1"));
    EQ_STR(rows_badly(S("&lol;")), S("xml.broken xl/worksheets/one.xml:1"));
    EQ_STR(rows_badly(S("\xff")), S("xml.broken xl/worksheets/one.xml:1"));
    EQ_STR(rows_badly(many("<!-- ", "x", 4000000, " -->")), S("zip.ratio xl/worksheets/one.xml"));
}

/* Bytes that do not compress, so that the ratio lets them through. */
TEST(a_single_tag_without_end_is_refused_within_a_second)
{
    size_t n = 4 * 1024 * 1024;
    char *noise = arena_alloc(mem, n);
    uint64_t seed = 1;

    (void)state;
    for (size_t i = 0; i < n; i++)
        noise[i] = (char)('a' + next_number(&seed) % 26);
    memcpy(noise, "<!-- ", 5);
    EQ_STR(rows_badly((struct str){noise, n}), S("xml.token xl/worksheets/one.xml:1"));
    memcpy(noise, "<c r=", 5);
    noise[5] = '"';
    EQ_STR(rows_badly((struct str){noise, n}), S("xml.token xl/worksheets/one.xml:1"));
}

TEST(an_element_has_at_most_64_attributes)
{
    struct buf out;

    (void)state;
    for (int n = 64; n <= 65; n++) {
        buf_init(&out, mem, 0);
        buf_put(&out, S("<a"));
        for (int i = 0; i < n; i++)
            buf_text(&out, " a%d=\"\"", i);
        buf_put(&out, S("/>"));
        EQ_STR(rows_badly(buf_str(&out)), n == 64 ? S("not refused")
                                                  : S("xml.attributes xl/worksheets/one.xml:1"));
    }
}

TEST(a_sheet_past_its_limits_or_out_of_order_is_refused_with_its_row)
{
    static const struct { struct str rows; struct str fault; } rows[] = {
        {STR_INIT("<row r=\"2\"/><row r=\"2\"/>"), STR_INIT("xlsx.broken 2")},
        {STR_INIT("<row r=\"2\"/><row r=\"1\"/>"), STR_INIT("xlsx.broken 2")},
        {STR_INIT("<row r=\"x\"/>"), STR_INIT("xlsx.broken 0")},
        {STR_INIT("<row r=\"1048577\"/>"), STR_INIT("xlsx.broken 0")},
        {STR_INIT("<row><c r=\"B1\"/><c r=\"A1\"/></row>"), STR_INIT("xlsx.broken 1")},
        {STR_INIT("<row><c r=\"A2\"/></row>"), STR_INIT("xlsx.broken 1")},
        {STR_INIT("<row><c r=\"AAAA1\"/></row>"), STR_INIT("xlsx.broken 1")},
        {STR_INIT("<row><c r=\"1\"/></row>"), STR_INIT("xlsx.broken 1")},
        {STR_INIT("<row><c t=\"s\"><v>3</v></c></row>"), STR_INIT("xlsx.broken 1")},
        {STR_INIT("<row><c t=\"s\"><v>-1</v></c></row>"), STR_INIT("xlsx.broken 1")},
        {STR_INIT("<row r=\"7\"><c r=\"SG7\"><v>1</v></c></row>"), STR_INIT("sheet.columns 7")},
    };

    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        EQ_STR(rows_badly(rows[i].rows), rows[i].fault);
    EQ_STR(rows_badly(varied("<row><c><v>", "</v></c></row>", 100001)), S("sheet.rows 100001"));
    EQ_STR(rows_badly(many("<row><c t=\"str\"><v>", "a", 65537, "</v></c></row>")),
           S("sheet.cell 1"));
    EQ_STR(rows_badly(many("", "<row><c r=\"\"/></row>", 1, "")), S("xlsx.broken 1"));
}

TEST(a_sheet_holds_two_million_cells_at_most)
{
    struct buf out;

    (void)state;
    buf_init(&out, mem, 0);
    for (int i = 1; i <= 5000; i++)
        buf_text(&out, "<row><c r=\"SF%d\"><v>%d</v></c></row>", i, i * 7919 % 5003);
    EQ_STR(rows_badly(buf_str(&out)), S("sheet.cells 4001"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(what_is_no_xlsx_is_refused_by_name),
        RUN(a_zip_member_has_no_way_out_of_its_folder),
        RUN(a_link_or_a_locked_member_is_refused),
        RUN(a_zip_that_unpacks_to_too_much_is_refused_within_a_second),
        RUN(headers_that_lie_about_the_size_are_found_out),
        RUN(xml_that_is_too_much_is_refused_within_a_second),
        RUN(a_single_tag_without_end_is_refused_within_a_second),
        RUN(an_element_has_at_most_64_attributes),
        RUN(a_sheet_past_its_limits_or_out_of_order_is_refused_with_its_row),
        RUN(a_sheet_holds_two_million_cells_at_most),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
