#include "web/facts.h"

#include "model/value.h"

/* words: fact_name. words: fact_value. words: standing. words: standing_means. */
static struct str part(enum lang lang, const char *prefix, struct str word)
{
    char room[100];
    struct buf key = {room, 0, sizeof room, NULL};
    enum word found;

    if (word.len > 60)
        return word;
    buf_put(&key, str_of(prefix));
    for (size_t i = 0; i < word.len; i++)
        buf_char(&key, word.at[i] == '-' ? '_' : word.at[i]);
    return word_find(buf_str(&key), &found) ? word_plain(lang, found) : word;
}

/* Roles and rhythms have words of their own. words: duty. words: rhythm. */
static const char *prefix_of(struct str name)
{
    if (str_eq(name, S("verantwoordelijke-rol")))
        return "duty.";
    return str_eq(name, S("ritme")) ? "rhythm." : "fact_value.";
}

struct fact fact_of(const struct page *page, const struct item_fact *fact)
{
    enum lang lang = page->out.lang;
    struct fact it = {.name = part(lang, "fact_name.", fact->name),
                      .value = part(lang, prefix_of(fact->name), fact->value),
                      .source = fact->source[lang]};
    struct str word = choice_word(&standing_choices, (int)fact->standing);

    if (fact->standing != STANDING_FIRM) {
        it.mark = part(lang, "standing.", word);
        it.explains = part(lang, "standing_means.", word);
    }
    return it;
}

/* What is for machines only, or stands on the page already. */
static bool is_plain(struct str name)
{
    static const char *const shown[] = {"label", "sort-id", "soort", "thema", "tekst-status",
                                        "status", "beoordeelbaar", "alt-identifier"};

    for (size_t i = 0; i < sizeof shown / sizeof *shown; i++)
        if (str_eq(name, str_of(shown[i])))
            return true;
    return false;
}

struct fact *facts_of(const struct page *page, const struct item *item, size_t *ret_n)
{
    struct fact *all = NEW_ARRAY(page->job->mem, (size_t)item->n_facts, struct fact);
    size_t n = 0;

    for (int i = 0; i < item->n_facts; i++)
        if (!is_plain(item->facts[i].name))
            all[n++] = fact_of(page, &item->facts[i]);
    *ret_n = n;
    return all;
}

struct fact *facts_short(const struct page *page, const struct item *item, size_t *ret_n)
{
    static const char *const names[] = {"categorie", "erfbaar", "ritme", "cbw-scope", "bbn",
                                        "verantwoordelijke-rol", "plichthouder"};
    struct fact *all = NEW_ARRAY(page->job->mem, (size_t)item->n_facts, struct fact);
    size_t n = 0;

    for (int i = 0; i < item->n_facts; i++)
        for (size_t k = 0; k < sizeof names / sizeof *names; k++)
            if (str_eq(item->facts[i].name, str_of(names[k])))
                all[n++] = fact_of(page, &item->facts[i]);
    *ret_n = n;
    return all;
}
