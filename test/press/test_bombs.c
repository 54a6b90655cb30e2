/* Files that unfold: each is refused, and the process that reads it needs neither the memory nor
 * the time that it asks for.
 *
 * Each is read as in the sifter, by a process of its own that holds nothing else, whose most
 * memory and whose processor time are printed. The memory is held to 64 MiB. Time is held by
 * RLIMIT_CPU, so that a busy machine changes nothing: a process that needs more than so many
 * seconds of its own dies. Under a sanitizer the memory is that of the sanitizer, and only
 * printed.
 */
#include "parcel.h"

#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "press/sifting.h"

#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED 1
#endif
#endif
#ifndef SANITIZED
#define SANITIZED 0
#endif

enum { SECONDS = SANITIZED ? 20 : 2, MOST_KIB = 64 * 1024 };

static struct str times(size_t n, const char *begin, const char *each, const char *end)
{
    struct buf out;

    buf_init(&out, mem, 1 << 20);
    buf_put(&out, str_of(begin));
    for (size_t i = 0; i < n; i++)
        buf_put(&out, str_of(each));
    buf_put(&out, str_of(end));
    return buf_str(&out);
}

/* In a process of its own, so that ours stays small: what a reader took at most counts from what
 * it was forked from. True there; ours waits and goes on. */
static bool making(int file)
{
    int status;
    pid_t pid = fork();

    assert_true(file >= 0 && pid >= 0);
    if (pid == 0)
        return true;
    assert_int_equal(waitpid(pid, &status, 0), pid);
    assert_int_equal(status, 0);
    return false;
}

static _Noreturn void made(int file, struct str bomb)
{
    _exit(write(file, bomb.at, bomb.len) == (ssize_t)bomb.len ? 0 : 1);
}

/* Bytes in, bytes out, as press/sifter.c does. */
static _Noreturn void read_there(const char *question, int file, size_t n)
{
    struct rlimit seconds = {SECONDS, SECONDS};
    struct arena *own = arena_new((size_t)384 << 20);
    struct str answer;
    char *at;

    if (own == NULL || setrlimit(RLIMIT_CPU, &seconds) != 0)
        _exit(1);
    at = arena_alloc(own, n + 1);
    if (pread(file, at, n, 0) != (ssize_t)n)
        _exit(1);
    answer = sifting_answer(own, str_of(question), (struct str){at, n});
    _exit(ftruncate(file, 0) == 0 &&
          pwrite(file, answer.at, answer.len, 0) == (ssize_t)answer.len ? 0 : 1);
}

static void refused(const char *name, const char *question, int file, const char *key)
{
    size_t n = (size_t)lseek(file, 0, SEEK_END);
    char answer[512] = "";
    struct rusage used;
    int status;
    pid_t pid = fork();

    assert_true(pid >= 0);
    if (pid == 0)
        read_there(question, file, n);
    assert_int_equal(wait4(pid, &status, 0, &used), pid);
    if (status != 0 || pread(file, answer, sizeof answer - 1, 0) < 0)
        fail_msg("%s: the process ended by itself, status %d", name, status);
    close(file);
    printf("%-26s %8zu bytes: %3ld MiB at most, %4ld ms\n", name, n, used.ru_maxrss / 1024,
           (long)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000 +
               (long)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1000);
    if (strncmp(answer, "7:refused,", 10) != 0 || strstr(answer, key) == NULL)
        fail_msg("%s: %.200s", name, answer);
    if (!SANITIZED && used.ru_maxrss > MOST_KIB)
        fail_msg("%s: %ld KiB", name, used.ru_maxrss);
}

#define REFUSED_AS(key, name, question, bomb)                                                   \
    do {                                                                                        \
        int file = memfd_create("bomb", MFD_CLOEXEC);                                           \
                                                                                                \
        if (making(file))                                                                       \
            made(file, (bomb));                                                                 \
        refused(name, question, file, key);                                                     \
    } while (0)

/* A workbook whose sheet is this. */
static struct str book(struct str sheet, struct str strings)
{
    const struct member members[] = {
        {"_rels/.rels", str_of(parcel_root)},
        {"xl/workbook.xml", str_of(parcel_workbook)},
        {"xl/_rels/workbook.xml.rels", str_of(parcel_relations)},
        {"xl/styles.xml", str_of(parcel_styles)},
        {"xl/strings.xml", strings},
        {"xl/worksheets/one.xml", sheet},
        {NULL, {NULL, 0}},
    };

    return parcel(members);
}

#define SHEET "<worksheet>"
#define SHEET_END "</worksheet>"
#define STRINGS S("<sst><si><t>x</t></si></sst>")

static struct str many_members(void)
{
    struct member *members = NEW_ARRAY(mem, 1200, struct member);

    for (int i = 0; i < 1199; i++)
        members[i] = (struct member){arena_text(mem, "m%d", i).at, S("x")};
    return parcel(members);
}

TEST(a_workbook_that_unfolds_is_refused_before_it_does)
{
    (void)state;
    REFUSED_AS("zip.ratio", "zip: 150 MiB of noughts", "sheet",
               book(S("<worksheet/>"), times((size_t)150 << 17, "", "00000000", "")));
    REFUSED_AS("zip.members", "zip: 1,199 members", "sheet", many_members());
}

/* Each with a number of its own: the same one again and again is refused by its ratio. */
static struct str numbered(const char *begin, const char *before, const char *after,
                           const char *end, int n)
{
    struct buf out;

    buf_init(&out, mem, 1 << 20);
    buf_put(&out, str_of(begin));
    for (int i = 0; i < n; i++)
        buf_text(&out, "%s%08x%s", before, (unsigned)i * 2654435761u, after);
    buf_put(&out, str_of(end));
    return buf_str(&out);
}

TEST(a_workbook_of_deep_or_endless_xml_is_refused)
{
    (void)state;
    REFUSED_AS("xml.doctype", "xml: entities in entities", "sheet",
               book(S("<!DOCTYPE x [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>"
                      "<worksheet><sheetData><row><c><v>&b;</v></c></row></sheetData>"
                      "</worksheet>"), STRINGS));
    REFUSED_AS("xml.deep", "xml: 100,000 deep", "sheet",
               book(times(100000, SHEET, "<a>", ""), STRINGS));
    REFUSED_AS("xml.nodes", "xml: a million names", "sheet",
               book(numbered(SHEET, "<a", "/>", SHEET_END, 1000000), STRINGS));
    REFUSED_AS("xml.nodes", "xml: a million attributes", "sheet",
               book(numbered(SHEET, "<a b", "=''/>", SHEET_END, 900000), STRINGS));
    REFUSED_AS("xml.nodes", "xml: 1.1 million elements", "sheet",
               book(numbered(SHEET, "<a>", "</a>", SHEET_END, 1100000), STRINGS));
    REFUSED_AS("xml.token", "xml: a tag of 3 MiB", "sheet",
               book(numbered(SHEET "<a b='", "x", "", "'/>" SHEET_END, 300000), STRINGS));
}

TEST(a_document_that_is_deep_or_wide_is_refused)
{
    (void)state;
    REFUSED_AS("large", "json: 100,000 deep", "json", times(100000, "{\"a\":", "[", ""));
    REFUSED_AS("large", "json: 5 million arrays", "json",
               times(5000000, "{\"a\":[[]", ",[]", "]}"));
    REFUSED_AS("large", "json: 17 MiB", "json", times((size_t)17 << 20, "", " ", "{}"));
    REFUSED_AS("cut", "json: 16 MiB of space", "json", times((size_t)8 << 20, "", " \n", ""));
    REFUSED_AS("double", "json: a name twice", "json", S("{\"a\":{\"b\":1,\"b\":2}}"));
    REFUSED_AS("alias", "yaml: aliases in aliases", "yaml",
               S("a: &a [x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b]\n"));
    REFUSED_AS("large", "yaml: 20,000 deep", "yaml", times(20000, "a: ", "[", ""));
    REFUSED_AS("large", "yaml: 600,000 values", "yaml", times(600000, "a:\n", "- x\n", ""));
}

TEST(a_list_without_end_is_refused)
{
    (void)state;
    REFUSED_AS("sheet.columns", "csv: 15 MiB of commas", "sheet",
               times((size_t)15 << 20, "", ",", ""));
    REFUSED_AS("sheet.cells", "csv: 2 million cells", "sheet",
               times(60000, "", ",,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,,x\n", ""));
    REFUSED_AS("sheet.rows", "csv: 2 million lines", "sheet",
               times((size_t)2 << 20, "", "a\n", ""));
    REFUSED_AS("sheet.cell", "csv: a cell of 1 MiB", "sheet", times((size_t)1 << 20, "", "x", ""));
    REFUSED_AS("csv.quote_open", "csv: a quote without end", "sheet", times(60000, "\"", "\n", ""));
    REFUSED_AS("sheet.too_large", "csv: 17 MiB", "sheet", times((size_t)17 << 20, "", "\n", ""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        RUN(a_workbook_that_unfolds_is_refused_before_it_does),
        RUN(a_workbook_of_deep_or_endless_xml_is_refused),
        RUN(a_document_that_is_deep_or_wide_is_refused),
        RUN(a_list_without_end_is_refused),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
