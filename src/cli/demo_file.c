/* Small files that are what their name says: a text, a table or one page of PDF. */
#include "cli/demo.h"

static struct str day_of(struct arena *mem, struct day day)
{
    char *text = arena_alloc(mem, DAY_TEXT_BYTES);

    return day_is(day) ? day_text(day, text) : S("-");
}

/* A name for a file from a title: letters and digits, the rest a hyphen. */
static struct str name_of(struct arena *mem, struct str title, const char *ending)
{
    char *name = arena_alloc(mem, title.len + 8);
    char *low = arena_alloc(mem, title.len + 1);
    size_t n = str_fold(title, low);
    size_t len = 0;

    for (size_t i = 0; i < n && len < 48; i++) {
        bool fine = (low[i] >= 'a' && low[i] <= 'z') || (low[i] >= '0' && low[i] <= '9');

        if (fine)
            name[len++] = low[i];
        else if (len > 0 && name[len - 1] != '-')
            name[len++] = '-';
    }
    while (len > 0 && name[len - 1] == '-')
        len--;
    return arena_text(mem, "%.*s%s", (int)len, name, ending);
}

static struct str text_file(struct arena *mem, struct str title, struct day from, struct day to)
{
    return arena_text(mem,
        "Gemeente Voorbeeldstad\n%" STR_FMT "\n\nPeriode: %" STR_FMT " tot en met %" STR_FMT "\n"
        "Dit is voorbeeldinhoud: het echte stuk staat in het zaaksysteem.\n",
        STR_ARG(title), STR_ARG(day_of(mem, from)), STR_ARG(day_of(mem, to)));
}

static struct str table_file(struct arena *mem, struct day to, unsigned nth)
{
    static const char *const systems[] = {"Zaaksysteem", "Burgerzaken", "Financiën", "HR",
                                          "Sociaal domein", "Werkplek", "Netwerk", "Belastingen"};
    struct buf out;

    buf_init(&out, mem, 1024);
    buf_put(&out, S("datum,systeem,aantal,akkoord\r\n"));
    for (unsigned i = 0; i < 8; i++) {
        struct day day = {to.n - (int)(i * 11 + nth % 5)};

        buf_put(&out, day_of(mem, day));
        buf_text(&out, ",%s,%u,%s\r\n", systems[(i + nth) % 8], (nth * 7 + i * 13) % 40 + 1,
                 (nth + i) % 9 == 0 ? "nee" : "ja");
    }
    buf_text(&out, "%" STR_FMT ",,,\r\n", STR_ARG(day_of(mem, to)));
    return buf_str(&out);
}

/* Latin letters of UTF-8 as the one byte that a standard font of PDF has for them. */
static void put_pdf_text(struct buf *out, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        unsigned char c = (unsigned char)text.at[i];

        if (c == '(' || c == ')' || c == '\\')
            buf_char(out, '\\');
        if (c == 0xc3 && i + 1 < text.len)
            buf_text(out, "\\%03o", (unsigned char)text.at[++i] + 0x40u);
        else
            buf_char(out, c < 0x80 ? (char)c : '?');
    }
}

static struct str page_file(struct arena *mem, struct str title, struct day to)
{
    static const char *const parts[] = {
        "<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 5 0 R/Resources 6 0 R>>",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>"};
    size_t at[6];
    struct buf out, page;
    size_t xref;

    buf_init(&page, mem, 512);
    buf_put(&page, S("BT /F 14 Tf 60 760 Td ("));
    put_pdf_text(&page, title);
    buf_text(&page, ") Tj 0 -28 Td /F 10 Tf (Gemeente Voorbeeldstad, %" STR_FMT ") Tj ET",
             STR_ARG(day_of(mem, to)));
    buf_init(&out, mem, 2048);
    buf_put(&out, S("%PDF-1.4\n"));
    for (size_t i = 0; i < 4; i++) {
        at[i] = out.len;
        buf_text(&out, "%zu 0 obj\n%s\nendobj\n", i + 1, parts[i]);
    }
    at[4] = out.len;
    buf_text(&out, "5 0 obj\n<</Length %zu>>\nstream\n", page.len);
    buf_put(&out, buf_str(&page));
    buf_put(&out, S("\nendstream\nendobj\n"));
    at[5] = out.len;
    buf_put(&out, S("6 0 obj\n<</Font<</F 4 0 R>>>>\nendobj\n"));
    xref = out.len;
    buf_put(&out, S("xref\n0 7\n0000000000 65535 f \n"));
    for (size_t i = 0; i < 6; i++)
        buf_text(&out, "%010zu 00000 n \n", at[i]);
    buf_text(&out, "trailer\n<</Size 7/Root 1 0 R>>\nstartxref\n%zu\n%%%%EOF\n", xref);
    return buf_str(&out);
}

struct evidence_file demo_file(struct arena *mem, struct str title, struct day from, struct day to,
                               unsigned nth)
{
    if (str_starts(title, S("Export")) || str_starts(title, S("Steekproef")) ||
        str_starts(title, S("Logboek")))
        return (struct evidence_file){name_of(mem, title, ".csv"),
                                      table_file(mem, to, nth)};
    if (nth % 3 == 0)
        return (struct evidence_file){name_of(mem, title, ".txt"),
                                      text_file(mem, title, from, to)};
    return (struct evidence_file){name_of(mem, title, ".pdf"), page_file(mem, title, to)};
}
