/* aide/aide.h - how does a worker have something done that it may not do itself?
 *
 * An aide is a process, or a few that take turns, forked from ours. Who asks puts
 * one message on a socket that all who ask share; with it goes the end of a fresh
 * socket pair, on which the answer comes back. A question is at most
 * AIDE_QUESTION_BYTES, and may bring an open file for what is larger; an answer is
 * at most AIDE_ANSWER_BYTES. One hand of an aide does one question at a time: an
 * aide that waits for others (the network) has more hands.
 *
 * A server calls aide_start before it forks workers, aide_ended for each child that
 * died, and aide_let_go in every child. What was asked and not yet taken stays on
 * the socket and is done by the next hand. Who does not call aide_start has the aide
 * started by its first question, and it ends with that process.
 *
 * Units    milliseconds. Sources  unix(7), [plan 3.12]; [choice: aides].
 */
#ifndef AIDE_AIDE_H
#define AIDE_AIDE_H

#include <sys/types.h>

#include "base/arena.h"
#include "base/outcome.h"

enum {
    AIDE_QUESTION_BYTES = 64 * 1024,
    AIDE_ANSWER_BYTES = 8 * 1024 * 1024,
    AIDE_HANDS = 8
};

struct aide {
    const char *name;         /* as ps shows it, at most 15 bytes          */
    int hands;                /* 1 to AIDE_HANDS                            */
    int limit_s;              /* for one question: a hand that takes longer ends  */
    size_t arena_limit_bytes; /* for one question                            */
    /* begin: once in each hand, before its first question: take what it needs, then
     * give up the rest. false ends it; another tries with growing pauses. */
    bool (*begin)(void);
    /* answer: one question. file is what came along, or -1; closed afterwards. What
     * it gives is the answer, an empty one too. Question and answer are wiped after. */
    struct str (*answer)(struct arena *mem, struct str question, int file);

    /* aide.c's own; all noughts at first. */
    pid_t pids[AIDE_HANDS];
    int64_t born_ms[AIDE_HANDS];
    int fails[AIDE_HANDS];    /* deaths in a row, each soon after birth        */
    int asks, hears;          /* the two ends of the socket; asks 0: not started */
};

/* aide_start: forks its hands. False when the machine cannot. */
bool aide_start(struct aide *it);

/* aide_ended: was this child, which ended, a hand of an aide? Then another is forked.
 * Only the process that started the aide may call it. */
bool aide_ended(pid_t child);

/* aide_let_go: in a child of the process that started aides: from now on it only asks,
 * or does not even that. */
void aide_let_go(bool may_ask);

/* aide_stop: ends every hand of every aide that this process started, and waits for it. */
void aide_stop(void);

/* aide_ask: has one question answered within limit_ms. file goes along, -1 for none; it
 * stays the caller's. again: one that died while it had the question is followed by
 * another attempt, so only for what may be done twice. REFUSED when the question is
 * empty or longer than AIDE_QUESTION_BYTES: nobody was asked. BROKEN when no answer came;
 * whether it was done is then unknown. Both with *ret_why in English. */
ANSWER enum outcome aide_ask(struct aide *it, struct arena *mem, struct str question, int file,
                             int limit_ms, bool again, struct str *ret_answer,
                             struct str *ret_why);

#endif
