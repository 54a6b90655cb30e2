#include "press/xlsx_book.h"

#include "base/bug.h"
#include "base/buf.h"
#include "press/xlsx_text.h"
#include "press/xml.h"
#include "reports/sheet.h"

bool xlsx_refuse(struct xlsx_book *book, struct str key, struct str arg)
{
    fault_add(book->faults, S(""), key, arg);
    return false;
}

void *xlsx_list_add(struct arena *mem, struct xlsx_list *list, size_t size)
{
    if (list->n == list->room) {
        size_t room = list->room == 0 ? 64 : list->room * 2;
        char *more = arena_array(mem, room, size);

        if (list->n > 0)
            memcpy(more, list->at, list->n * size);
        list->at = more;
        list->room = room;
    }
    return (char *)list->at + size * list->n++;
}

/* Where a relation points, and as what. */
struct relation {
    struct str id;
    struct str type;
    struct str target; /* a member's name */
};

struct relations {
    struct xlsx_book *book;
    struct str folder; /* of the member whose relations they are, with a slash */
    struct xlsx_list list;
};

static bool relation_start(void *to, struct str name, struct xml_attrs attrs)
{
    struct relations *it = to;
    struct arena *mem = it->book->mem;
    struct str target = xml_attr(attrs, S("Target"));
    struct relation *relation;

    if (!str_eq(name, S("Relationship")) || str_eq(xml_attr(attrs, S("TargetMode")), S("External")))
        return true;
    if (it->list.n == PACKAGE_MEMBERS_MAX)
        return xlsx_refuse(it->book, S("xlsx.broken"), S("Relationship"));
    relation = xlsx_list_add(mem, &it->list, sizeof *relation);
    relation->id = arena_str(mem, xml_attr(attrs, S("Id")));
    relation->type = arena_str(mem, xml_attr(attrs, S("Type")));
    if (str_starts(target, S("/")))
        relation->target = arena_str(mem, str_sub(target, 1, target.len));
    else
        relation->target = arena_text(mem, "%" STR_FMT "%" STR_FMT, STR_ARG(it->folder),
                                      STR_ARG(target));
    return true;
}

static enum outcome read_relations(struct relations *it, struct str member)
{
    struct xml_ear ear = {.start = relation_start, .to = it};

    return xml_read(it->book->package, member, ear, it->book->mem, it->book->faults);
}

/* The target of the first relation of a type, named by how its address ends. */
static struct str target_of(const struct relations *it, struct str type)
{
    const struct relation *relations = it->list.at;

    for (size_t i = 0; i < it->list.n; i++)
        if (str_ends(relations[i].type, type))
            return relations[i].target;
    return (struct str){NULL, 0};
}

/* The workbook's list of sheets. */
struct sheets {
    struct xlsx_book *book;
    const struct relations *relations;
    struct str wanted;
    struct str found; /* the member; at is NULL until it is found */
    int n;
};

static struct str sheet_member(const struct sheets *it, struct str id)
{
    const struct relation *relations = it->relations->list.at;

    for (size_t i = 0; i < it->relations->list.n; i++)
        if (str_eq(relations[i].id, id) && str_ends(relations[i].type, S("/worksheet")))
            return relations[i].target;
    return (struct str){NULL, 0};
}

static bool workbook_start(void *to, struct str name, struct xml_attrs attrs)
{
    struct sheets *it = to;

    if (str_eq(name, S("workbookPr"))) {
        struct str from_1904 = xml_attr(attrs, S("date1904"));

        it->book->from_1904 = str_eq(from_1904, S("1")) || str_eq(from_1904, S("true"));
    }
    if (!str_eq(name, S("sheet")) || it->found.at != NULL)
        return true;
    if (it->n++ == XLSX_SHEETS_MAX)
        return xlsx_refuse(it->book, S("xlsx.broken"), S("sheets"));
    if (it->wanted.len > 0 ? str_eq(xml_attr(attrs, S("name")), it->wanted)
                           : !str_ends(xml_attr(attrs, S("state")), S("idden")))
        it->found = sheet_member(it, xml_attr(attrs, S("id")));
    return true;
}

/* The styles: which formats of numbers show a day. */
struct styles {
    struct xlsx_book *book;
    struct xlsx_list formats; /* int: numbers of our file's own formats that show one */
    bool in_cells;            /* within cellXfs */
};

/* Does a format such as d-m-yyyy show a day? Text in quotes, in brackets and after
 * a backslash does not count; a month alone may be minutes, so it needs no hours. */
static bool shows_day(struct str code)
{
    bool month = false;
    bool clock = false;

    for (size_t i = 0; i < code.len && code.at[i] != ';'; i++) {
        char c = code.at[i] >= 'A' && code.at[i] <= 'Z' ? (char)(code.at[i] | 0x20) : code.at[i];
        char until = c == '"' ? '"' : c == '[' ? ']' : '\0';

        if (until != '\0') {
            do {
                i++;
            } while (i < code.len && code.at[i] != until);
        } else if (c == '\\' || c == '_' || c == '*') {
            i++;
        } else if (c == 'd' || c == 'y') {
            return true;
        }
        month |= c == 'm';
        clock |= c == 'h' || c == 's';
    }
    return month && !clock;
}

/* The formats that every file has [ECMA-376 18.8.30]; 27 to 58 stand for Asia. */
static bool is_day_format(const struct styles *it, int64_t id)
{
    const int64_t *own = it->formats.at;

    for (size_t i = 0; i < it->formats.n; i++)
        if (own[i] == id)
            return true;
    return (id >= 14 && id <= 17) || id == 22 || (id >= 27 && id <= 31) || id == 36 ||
           (id >= 50 && id <= 54) || id == 57 || id == 58;
}

static bool styles_start(void *to, struct str name, struct xml_attrs attrs)
{
    struct styles *it = to;
    int64_t id = 0;

    if (str_eq(name, S("cellXfs")))
        it->in_cells = true;
    if (!str_eq(name, S("numFmt")) && !(it->in_cells && str_eq(name, S("xf"))))
        return true;
    str_int(xml_attr(attrs, S("numFmtId")), &id);
    if (it->book->dates.n == XLSX_STYLES_MAX || it->formats.n == PACKAGE_MEMBERS_MAX)
        return xlsx_refuse(it->book, S("xlsx.broken"), S("styles"));
    if (it->in_cells)
        *(bool *)xlsx_list_add(it->book->mem, &it->book->dates, sizeof(bool)) =
            is_day_format(it, id);
    else if (shows_day(xml_attr(attrs, S("formatCode"))))
        *(int64_t *)xlsx_list_add(it->book->mem, &it->formats, sizeof id) = id;
    return true;
}

static bool styles_end(void *to, struct str name)
{
    struct styles *it = to;

    if (str_eq(name, S("cellXfs")))
        it->in_cells = false;
    return true;
}

/* The shared texts. What is spoken aloud beside a text (rPh) is no part of it. */
struct texts {
    struct xlsx_book *book;
    struct buf text;
    size_t total;
    bool in_t;
    bool in_phonetic;
};

static bool texts_start(void *to, struct str name, struct xml_attrs attrs)
{
    struct texts *it = to;

    (void)attrs;
    if (str_eq(name, S("si")))
        it->text.len = 0;
    it->in_phonetic |= str_eq(name, S("rPh"));
    it->in_t = str_eq(name, S("t")) && !it->in_phonetic;
    return true;
}

static bool texts_text(void *to, struct str text)
{
    struct texts *it = to;

    if (!it->in_t)
        return true;
    if (it->text.len + text.len > SHEET_CELL_BYTES_MAX)
        return xlsx_refuse(it->book, S("sheet.cell"),
                           arena_text(it->book->mem, "%zu", it->book->strings.n + 1));
    buf_put(&it->text, text);
    return true;
}

static bool texts_end(void *to, struct str name)
{
    struct texts *it = to;
    struct str text = buf_str(&it->text);

    it->in_t = false;
    if (str_eq(name, S("rPh")))
        it->in_phonetic = false;
    if (!str_eq(name, S("si")))
        return true;
    it->total += text.len;
    if (it->total > SHEET_BYTES_MAX)
        return xlsx_refuse(it->book, S("sheet.too_large"),
                           arena_text(it->book->mem, "%d", SHEET_BYTES_MAX / 1024 / 1024));
    *(struct str *)xlsx_list_add(it->book->mem, &it->book->strings, sizeof(struct str)) =
        xlsx_text_of(it->book->mem, arena_str(it->book->mem, text));
    return true;
}

static enum outcome read_texts(struct xlsx_book *book, struct str member)
{
    struct texts it = {.book = book};
    struct xml_ear ear = {texts_start, texts_end, texts_text, &it};

    if (member.at == NULL)
        return DONE;
    buf_init(&it.text, book->mem, SHEET_CELL_BYTES_MAX);
    return xml_read(book->package, member, ear, book->mem, book->faults);
}

static enum outcome read_styles(struct xlsx_book *book, struct str member)
{
    struct styles it = {.book = book};
    struct xml_ear ear = {.start = styles_start, .end = styles_end, .to = &it};

    if (member.at == NULL)
        return DONE;
    return xml_read(book->package, member, ear, book->mem, book->faults);
}

/* xl/workbook.xml has its relations in xl/_rels/workbook.xml.rels. */
static struct str relations_member(struct arena *mem, struct str member, struct str *ret_folder)
{
    size_t slash = member.len;

    while (slash > 0 && member.at[slash - 1] != '/')
        slash--;
    *ret_folder = str_sub(member, 0, slash);
    return arena_text(mem, "%" STR_FMT "_rels/%" STR_FMT ".rels", STR_ARG(*ret_folder),
                      (int)(member.len - slash), member.at + slash);
}

static enum outcome find_sheet(struct xlsx_book *book, struct str workbook,
                               const struct relations *relations, struct str wanted,
                               struct str *ret_member)
{
    struct sheets sheets = {.book = book, .relations = relations, .wanted = wanted};
    struct xml_ear ear = {.start = workbook_start, .to = &sheets};
    enum outcome o = xml_read(book->package, workbook, ear, book->mem, book->faults);

    if (o != DONE)
        return o;
    if (sheets.found.at == NULL) {
        xlsx_refuse(book, S("xlsx.no_sheet"), wanted);
        return REFUSED;
    }
    *ret_member = sheets.found;
    return DONE;
}

enum outcome xlsx_book_read(struct xlsx_book *book, struct str sheet_name, struct str *ret_member)
{
    struct relations root = {.book = book};
    struct relations own = {.book = book};
    struct str workbook;
    struct str member;
    enum outcome o;

    if ((o = read_relations(&root, S("_rels/.rels"))) != DONE)
        return o;
    workbook = target_of(&root, S("/officeDocument"));
    if (workbook.at == NULL) {
        xlsx_refuse(book, S("xlsx.broken"), S("_rels/.rels"));
        return REFUSED;
    }
    member = relations_member(book->mem, workbook, &own.folder);
    if ((o = read_relations(&own, member)) != DONE ||
        (o = find_sheet(book, workbook, &own, sheet_name, ret_member)) != DONE ||
        (o = read_styles(book, target_of(&own, S("/styles")))) != DONE)
        return o;
    return read_texts(book, target_of(&own, S("/sharedStrings")));
}
