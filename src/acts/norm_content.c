#include "acts/norm_content.h"

#include "press/sifter.h"

enum outcome norm_content_read(struct arena *mem, enum local_form form, struct str bytes,
                               struct norm_content *ret, struct str *ret_why)
{
    enum outcome o;

    *ret = (struct norm_content){.form = form, .bytes = bytes, .faults = {.mem = mem}};
    if (form == FORM_CSV)
        o = sifter_sheet(mem, bytes, &ret->sheet, &ret->faults, ret_why);
    else
        o = sifter_tree(mem, form == FORM_YAML, bytes, &ret->tree, &ret->fault, ret_why);
    return o == BROKEN ? o : DONE;
}

bool norm_content_heavy(const struct norm_content *it)
{
    if (it->form == FORM_CSV)
        return it->sheet == NULL && faults_kept(&it->faults) > 0 &&
               str_eq(it->faults.at[0].key, S("sheet.heavy"));
    return it->tree == NULL && str_eq(it->fault.key, S("heavy"));
}
