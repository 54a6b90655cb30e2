/* acts/paper_parts.h - what the makers of papers share. */
#ifndef ACTS_PAPER_PARTS_H
#define ACTS_PAPER_PARTS_H

#include "acts/picture.h"
#include "markup/words.h"
#include "model/value.h"
#include "reports/paper.h"

/* paper_word: a word in the reader's language. paper_choice: the name of a choice:
 * "verdict." and "ja"; empty for a value without a word. */
struct str paper_word(const struct job *job, enum word key);
struct str paper_choice(const struct job *job, struct str prefix, const struct choices *choices,
                        int value);

/* A column in the reader's language. name is for machines and never translated. */
struct column_words {
    struct str name;
    enum word label;
    int width;
};
const struct column *paper_columns(struct job *job, const struct column_words *words, int n);
#define COLUMNS(job, words) paper_columns((job), (words), COLUMNS_N(words)), COLUMNS_N(words)
#define COLUMNS_N(words) (int)(sizeof(words) / sizeof *(words))

/* paper_begin: a paper of so many tables with its witness, and room to put them in.
 * paper_join: when all are there. */
ANSWER enum outcome paper_begin(struct job *job, struct str org, struct str title, int n_tables,
                                struct paper **ret, const struct table ***ret_tables);
void paper_join(struct job *job, struct paper *paper, const struct table **tables);

#endif
