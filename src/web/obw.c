#include "web/obw.h"

#include "base/bug.h"

struct str obw_mark(const struct aspect_state *aspect)
{
    enum { EXPIRED = HARDNESS_COUNT, CARRIED, MARKS };
    static const char marks[VERDICT_COUNT][MARKS][3] = {
        [VERDICT_EMPTY] = {"l", "l", "l", "l", "l", "l"},
        [VERDICT_NO] = {"n1", "n1", "n2", "n3", "nx", "no"},
        [VERDICT_PARTLY] = {"d1", "d1", "d2", "d3", "dx", "do"},
        [VERDICT_YES] = {"j1", "j1", "j2", "j3", "jx", "jo"},
    };
    int mark = (aspect->marks & MARK_EXPIRED) != 0   ? EXPIRED
               : (aspect->marks & MARK_CARRIED) != 0 ? CARRIED : (int)aspect->hardness;

    return str_of(marks[aspect->said][mark]);
}

struct str obw_hard(enum lang lang, const struct aspect_state *aspect)
{
    enum hardness hardness = aspect->hardness;

    if (aspect->said == VERDICT_EMPTY)
        return S("");
    if ((aspect->marks & MARK_EXPIRED) != 0)
        return word_plain(lang, WORD_hardness_verlopen);
    if ((aspect->marks & MARK_CARRIED) != 0)
        return word_plain(lang, WORD_obw_carried);
    if (hardness == HARDNESS_NONE)
        hardness = HARDNESS_SAID;
    return word_of(lang, S("hardness."), choice_word(&hardness_choices, (int)hardness));
}

static void put_aspect(struct out *out, enum word name, const struct aspect_state *aspect)
{
    PUT(out, word_html(out->lang, name));
    PUT(out, HTML(" "));
    if (aspect->said == VERDICT_EMPTY) {
        PUT(out, word_html(out->lang, WORD_obw_empty));
        return;
    }
    PUT(out, word_of(out->lang, S("verdict."), choice_word(&verdict_choices, (int)aspect->said)));
    PUT(out, HTML(", "));
    PUT(out, obw_hard(out->lang, aspect));
}

void page_obw_words(struct out *out, const struct item_state *state)
{
    put_aspect(out, WORD_aspect_opzet, &state->aspect[ASPECT_DESIGN]);
    PUT(out, HTML("; "));
    put_aspect(out, WORD_obw_bestaan, &state->aspect[ASPECT_EXISTENCE]);
    PUT(out, HTML("; "));
    put_aspect(out, WORD_obw_werking, &state->aspect[ASPECT_OPERATION]);
}

struct str obw_status(enum lang lang, const struct item_state *state)
{
    enum status status = state->not_applicable ? STATUS_NOT_APPLICABLE : state->status;

    return word_of(lang, S("status."), choice_word(&status_choices, (int)status));
}

bool obw_expired(const struct item_state *state)
{
    return state->expired && !state->not_applicable;
}
