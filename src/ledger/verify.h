/* ledger/verify.h - is the chain whole, and do the tables say what it says?
 *
 * verify proves: no gap, every link, time never back, every text that is there
 * has its digest. Deep proves too: the fold of the entries equals every
 * ledgered table and its past, row by row and column by column, every evidence
 * file has its hash, and the row index is the ledger's. It names the first row
 * that does not.
 */
#ifndef LEDGER_VERIFY_H
#define LEDGER_VERIFY_H

#include "store/job.h"

struct verify_result {
    bool sound;
    int64_t entries;      /* checked                                       */
    int64_t rows;         /* compared, when deep                            */
    int64_t seq;          /* of the head, or of the first entry at fault    */
    struct str hash;      /* of the head                                    */
    struct str key;       /* of the message when not sound: verify.link …   */
    struct str table;     /* the first row that differs, when deep          */
    int64_t id;
    struct str column;
    struct str expected;  /* by the ledger                                  */
    struct str found;     /* in the table                                   */
    struct str passing;   /* tables that are not ledgered, comma separated  */
};

/* ledger_verify: of the job's organisation, in one reading transaction.
 * progress (may be NULL) is called now and then with entries done and in all. */
ANSWER enum outcome ledger_verify(struct job *job, bool deep,
                                  void (*progress)(int64_t done, int64_t all),
                                  struct verify_result *ret);

#endif
