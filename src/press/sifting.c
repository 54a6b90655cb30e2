#include "press/sifting.h"

#include "catalogue/yaml_read.h"
#include "press/sifted.h"
#include "press/sifted_tree.h"
#include "press/xlsx_read.h"
#include "reports/csv.h"

static bool is_book(struct str bytes)
{
    return str_starts(bytes, S("PK\x03\x04")) || str_starts(bytes, S("\xd0\xcf\x11\xe0"));
}

static struct str read_sheet(struct arena *mem, struct str bytes)
{
    struct faults faults = {.n = 0};
    const struct sheet *sheet = NULL;
    enum outcome o = is_book(bytes) ? xlsx_read(mem, bytes, S(""), &sheet, &faults)
                                    : csv_read(mem, bytes, &sheet, &faults);

    return sifted_put(mem, o, sheet, &faults);
}

static struct str read_json(struct arena *mem, struct str bytes)
{
    struct oscal_fault fault = {.line = 0};
    const struct oscal *tree = NULL;
    enum outcome o = oscal_read(mem, bytes, &tree, &fault);

    return sifted_tree_put(mem, o, tree, &fault);
}

static struct str read_yaml(struct arena *mem, struct str bytes)
{
    struct oscal_fault fault = {.line = 0};
    const struct oscal *tree = NULL;
    enum outcome o = yaml_read(mem, bytes, &tree, &fault);

    return sifted_tree_put(mem, o, tree, &fault);
}

struct str sifting_answer(struct arena *mem, struct str question, struct str bytes)
{
    static const struct {
        struct str question;
        struct str (*answer)(struct arena *mem, struct str bytes);
    } all[] = {
        {STR_INIT("sheet"), read_sheet},
        {STR_INIT("json"), read_json},
        {STR_INIT("yaml"), read_yaml},
    };

    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (str_eq(question, all[i].question))
            return all[i].answer(mem, bytes);
    return (struct str){NULL, 0};
}
