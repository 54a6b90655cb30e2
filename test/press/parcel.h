/* test/press/parcel.h - makes zip files, sound ones and others, in memory. */
#ifndef TEST_PRESS_PARCEL_H
#define TEST_PRESS_PARCEL_H

#include <zip.h>

#include "../reports/trial.h"

struct member {
    const char *name;
    struct str bytes;
};

/* The zip file with these members; a name of NULL ends them. */
static inline struct str parcel(const struct member *members)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    zip_stat_t stat;
    char *bytes;

    assert_non_null(zip);
    zip_source_keep(source);
    for (; members->name != NULL; members++) {
        zip_source_t *member = zip_source_buffer(zip, members->bytes.at, members->bytes.len, 0);

        zip_int64_t i = zip_file_add(zip, members->name, member, ZIP_FL_ENC_UTF_8);

        assert_true(i >= 0);
        zip_set_file_compression(zip, (zip_uint64_t)i, ZIP_CM_DEFLATE, 1); /* soonest done */
    }
    assert_int_equal(zip_close(zip), 0);
    assert_int_equal(zip_source_stat(source, &stat), 0);
    bytes = arena_alloc(mem, stat.size);
    assert_int_equal(zip_source_open(source), 0);
    assert_int_equal(zip_source_read(source, bytes, stat.size), stat.size);
    zip_source_close(source);
    zip_source_free(source);
    return (struct str){bytes, stat.size};
}

#define RELATIONS                                                                                \
    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

static const char parcel_root[] =
    RELATIONS "<Relationship Id=\"a\" Type=\"" OFFICE "officeDocument\""
    " Target=\"xl/workbook.xml\"/>"
    "</Relationships>";

static const char parcel_relations[] =
    RELATIONS "<Relationship Id=\"r1\" Type=\"" OFFICE "worksheet\" Target=\"worksheets/one.xml\"/>"
    "<Relationship Id=\"r2\" Type=\"" OFFICE "worksheet\" Target=\"/xl/worksheets/two.xml\"/>"
    "<Relationship Id=\"r3\" Type=\"" OFFICE "styles\" Target=\"styles.xml\"/>"
    "<Relationship Id=\"r4\" Type=\"" OFFICE "sharedStrings\" Target=\"strings.xml\"/>"
    "</Relationships>";

static const char parcel_workbook[] =
    "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
    " xmlns:r=\"" OFFICE "\"><sheets>"
    "<sheet name=\"Secret\" sheetId=\"1\" r:id=\"r2\" state=\"hidden\"/>"
    "<sheet name=\"One\" sheetId=\"2\" r:id=\"r1\"/></sheets></workbook>";

static const char parcel_styles[] =
    "<styleSheet><numFmts>"
    "<numFmt numFmtId=\"164\" formatCode=\"[$-413]d&quot; x &quot;mmmm yyyy\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"[h]:mm:ss\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"0 &quot;dagen&quot;\"/></numFmts>"
    "<cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/>"
    "<xf numFmtId=\"14\"/><xf numFmtId=\"164\"/><xf numFmtId=\"165\"/><xf numFmtId=\"166\"/>"
    "</cellXfs></styleSheet>";

static const char parcel_strings[] =
    "<sst><si><t>plain</t></si><si><r><t>ri</t></r><r><t xml:space=\"preserve\">ch </t></r>"
    "<rPh><t>spoken</t></rPh></si><si><t>_x000D__x005F_x0041__xD83D__xDE00_&lt;</t></si></sst>";

#define PARCEL_STR(literal) {literal, sizeof(literal) - 1}

/* A workbook whose first visible sheet, One, has this XML. */
static inline struct str parcel_book(struct str sheet)
{
    struct member members[] = {
        {"[Content_Types].xml", STR_INIT("<Types/>")},
        {"_rels/.rels", PARCEL_STR(parcel_root)},
        {"xl/workbook.xml", PARCEL_STR(parcel_workbook)},
        {"xl/_rels/workbook.xml.rels", PARCEL_STR(parcel_relations)},
        {"xl/styles.xml", PARCEL_STR(parcel_styles)},
        {"xl/strings.xml", PARCEL_STR(parcel_strings)},
        {"xl/worksheets/one.xml", {sheet.at, sheet.len}},
        {"xl/worksheets/two.xml", STR_INIT("<worksheet><sheetData><row><c t=\"b\"><v>1</v></c>"
                                           "</row></sheetData></worksheet>")},
        {NULL, {NULL, 0}},
    };

    return parcel(members);
}

/* The same with rows alone. */
static inline struct str parcel_rows(struct str rows)
{
    return parcel_book(arena_text(mem, "<worksheet xmlns=\"http://schemas.openxmlformats.org/"
                                       "spreadsheetml/2006/main\"><sheetData>%.*s</sheetData>"
                                       "</worksheet>", STR_ARG(rows)));
}

#endif
