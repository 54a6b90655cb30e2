/* engine/level.h - which level comes out of the answers, and why?
 *
 * Every rule of the table is tried; the outcome is the highest level among those that are
 * hit, and their flags stay. A question without an answer hits nothing but the rule that
 * waits for it: by that rule an object stays where one starts until it is answered.
 *
 * Sources  [processes 0.3]; [R8]. The table itself names its own.
 */
#ifndef ENGINE_LEVEL_H
#define ENGINE_LEVEL_H

#include "base/arena.h"
#include "base/buf.h"
#include "model/level.h"

struct level_outcome {
    int level;             /* the highest of what is hit; 1 or more          */
    int at_least;          /* the same without what waits for an answer      */
    bool outside;          /* the levels do not cover this; level is then what the
                              other rules come to                            */
    const int *hits;       /* rules, in the order of the table               */
    int n_hits;
    const int *flags;      /* each once, in the order of the rules           */
    int n_flags;
    const int *unanswered; /* questions, in the order of the table           */
    int n_unanswered;
};

/* level_judge: answers has a place for each question of the test: yes 1, no 0; the number;
 * enum harm. Cannot fail. O(rules). */
struct level_outcome level_judge(struct arena *mem, const struct level_test *test,
                                 const struct maybe *answers);

/* level_answer_read: what was typed as an answer: ja or nee (yes or no), a number, a class
 * by its word, its label in either language or 0 to 3. The empty text is no answer. False
 * when it is none of these. */
bool level_answer_read(const struct level_test *test, int question, struct str text,
                       struct maybe *ret);

/* level_answer_text: the word of an answer: ja, nee, 16, midden; empty for none. */
struct str level_answer_text(struct arena *mem, const struct level_test *test, int question,
                             struct maybe answer);

/* level_answers_text: what was answered, as key=word;key=word. level_answers_read: the way
 * back, into a place for each question; what the test does not ask any more is passed over. */
struct str level_answers_text(struct arena *mem, const struct level_test *test,
                              const struct maybe *answers);
void level_answers_read(const struct level_test *test, struct str text, struct maybe *answers);

#endif
