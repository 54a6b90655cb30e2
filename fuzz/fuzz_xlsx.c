/* fuzz/fuzz_xlsx.c - does reading an XLSX hold, whatever is in it?
 *
 * The first byte chooses: the rest is the whole file, or one of the XML members of
 * an otherwise sound workbook, so that the checksum of a zip file does not keep
 * the fuzzer out.
 */
#include <zip.h>

#include "base/bug.h"
#include "press/xlsx_read.h"

#define TYPE "http://x/"

struct member {
    const char *name;
    const char *xml;
};

static const struct member members[] = {
    {"_rels/.rels", "<Relationships><Relationship Id='a' Type='" TYPE "officeDocument' "
                    "Target='xl/workbook.xml'/></Relationships>"},
    {"xl/_rels/workbook.xml.rels",
     "<Relationships><Relationship Id='r1' Type='" TYPE "worksheet' Target='sheet.xml'/>"
     "<Relationship Id='r2' Type='" TYPE "styles' Target='styles.xml'/>"
     "<Relationship Id='r3' Type='" TYPE "sharedStrings' Target='strings.xml'/></Relationships>"},
    {"xl/workbook.xml",
     "<workbook xmlns:r='r'><sheets><sheet name='a' r:id='r1'/></sheets></workbook>"},
    {"xl/styles.xml",
     "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"},
    {"xl/strings.xml", "<sst><si><t>one</t></si><si><t>_x0041_</t></si></sst>"},
    {"xl/sheet.xml",
     "<worksheet><sheetData><row r='1'><c r='A1' t='s'><v>0</v></c></row></sheetData></worksheet>"},
};

enum { MEMBERS = sizeof members / sizeof *members };

/* A workbook in which the member chosen has these bytes. */
static struct str book(struct arena *mem, size_t chosen, const uint8_t *bytes, size_t n)
{
    zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
    zip_t *zip = zip_open_from_source(source, ZIP_TRUNCATE, NULL);
    zip_stat_t stat;
    char *at;

    zip_source_keep(source);
    for (size_t i = 0; i < MEMBERS; i++) {
        zip_source_t *one = i == chosen
            ? zip_source_buffer(zip, bytes, n, 0)
            : zip_source_buffer(zip, members[i].xml, strlen(members[i].xml), 0);
        zip_int64_t at_index = zip_file_add(zip, members[i].name, one, 0);

        MUST(at_index >= 0);
        zip_set_file_compression(zip, (zip_uint64_t)at_index, ZIP_CM_STORE, 0);
    }
    MUST(zip_close(zip) == 0);
    MUST(zip_source_stat(source, &stat) == 0);
    at = arena_alloc(mem, stat.size);
    MUST(zip_source_open(source) == 0);
    MUST(zip_source_read(source, at, stat.size) == (zip_int64_t)stat.size);
    zip_source_close(source);
    zip_source_free(source);
    return (struct str){at, stat.size};
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t n)
{
    struct arena *mem;
    struct faults faults = {0};
    const struct sheet *sheet = NULL;
    struct str file;
    enum outcome o;

    if (n == 0)
        return 0;
    mem = arena_new((size_t)1 << 28);
    if (bytes[0] % (MEMBERS + 1) == MEMBERS)
        file = (struct str){(const char *)bytes + 1, n - 1};
    else
        file = book(mem, bytes[0] % (MEMBERS + 1), bytes + 1, n - 1);
    o = xlsx_read(mem, file, S(""), &sheet, &faults);
    MUST((o == DONE) == (sheet != NULL));
    MUST((o == REFUSED) == (faults.n == 1));
    if (o == DONE)
        for (size_t r = 0; r < sheet->n_rows; r++)
            for (int c = 0; c < sheet->n_columns; c++)
                MUST(str_utf8(sheet_cell(sheet, r, c)));
    arena_free(mem);
    return 0;
}
