/* acts/token.h - with what does another program sign in?
 *
 * A token is a secret of 256 bits that acts as one person, with the rights that the
 * person has at that moment, until a day. It is shown once, when it is made; the
 * data holds its SHA-256. It begins with TOKEN_MARK, so that a scanner of files
 * that should not hold secrets knows it.
 *
 * Sources  [plan 3.5] the API takes bearer tokens only, never cookies.
 */
#ifndef ACTS_TOKEN_H
#define ACTS_TOKEN_H

#include "store/job.h"

#define TOKEN_MARK "wbg_"

enum { TOKEN_DAYS = 365, TOKEN_DAYS_MAX = 731, TOKEN_NAME_CHARS = 200 };

struct token_line {
    int64_t id;
    int64_t person;
    int64_t made_by;      /* 0: on the machine itself           */
    struct str name;
    struct moment made;
    struct day until;     /* the last day that it works         */
    struct moment seen;   /* no moment: never used              */
    struct moment ended;  /* no moment: not ended               */
};

/* act_token_make: a token for a person, by the person or by somebody with
 * MAY_PERSONS_WRITE. name says what it is for; until no day: in TOKEN_DAYS days.
 * *ret_secret is shown once. REFUSED (name: token.name; until: token.until);
 * NOT_THERE without such a person, or with one who has left. */
ANSWER enum outcome act_token_make(struct job *job, int64_t person, struct str name,
                                   struct day until, struct str *ret_secret);

/* act_token_end: it works no more. By whom it acts as, or with MAY_PERSONS_WRITE. */
ANSWER enum outcome act_token_end(struct job *job, int64_t id);

/* act_token_list: newest first, the ended ones too: all with MAY_PERSONS_WRITE, else
 * one's own. In the job's reading transaction. */
ANSWER enum outcome act_token_list(struct job *job, struct token_line **ret, size_t *ret_n);

/* token_find: whose secret is this? Sets account, org, person and roles of the job.
 * NOT_THERE: none, ended, past its day, or the person has left. Reads only, in the
 * job's open transaction. token_seen writes when it was last used, at most every 5
 * minutes, in a transaction of its own. */
ANSWER enum outcome token_find(struct job *job, struct str secret);
ANSWER enum outcome token_seen(struct job *job, struct str secret);

/* token_wrong: a secret that is nobody's came from job->from. *ret_seconds: how long that
 * address has sent too many of these (patience.h); 0: it was counted. A token that works is
 * never held up: it cannot be guessed, and others may share the address. */
ANSWER enum outcome token_wrong(struct job *job, int *ret_seconds);

#endif
