/* ledger/verify.h - is the chain whole, and do the tables say what it says?
 *
 * verify proves: no gap, every link, time never back, every text that is there
 * has its digest. Deep proves too: the fold of the entries equals every
 * ledgered table and its past, row by row and column by column, every evidence
 * file has its hash, the row index is the ledger's, who wrote an entry is a person or the
 * program, and tables and views are as the migrations make them. Both prove that every signed
 * head lies on the chain, by the key that stood then. It names the first row that does not.
 */
/* Keys, in the order in which they are looked for:
 *
 *   verify.text        a text in ledger_text has not its digest
 *   verify.head        the head is not the last entry
 *   verify.gap         an entry is missing
 *   verify.link        an entry does not name the hash of the one before
 *   verify.hash        an entry has not its hash
 *   verify.time        an entry is older than the one before
 *   verify.form        a reason or form number that is no such thing
 *   verify.parts       parts that cannot be read, or are out of order
 *   verify.unknown     a table or column that this program does not know
 *   verify.old         an old value that is not what the row had
 *   verify.actor       an entry is by nobody whom the entries know
 *   verify.past_missing, verify.past_stray   a version that ought to be in the
 *                      past, or ought not
 *   verify.signed_head a signed head is not on the chain
 *   verify.signature   it is not signed by the key that stood then
 *   verify.column      a value in a table that the ledger does not have there
 *   verify.row_missing, verify.row_stray     a row that ought to be there, or not
 *   verify.index       the index of rows is not the ledger's
 *   verify.file        the bytes of a file have not their hash
 *   verify.layout      a table, a view or what hangs on them is not as it is made
 *   verify.text_missing, verify.text_stray, verify.text_kept   a text that is gone
 *                      and was not erased; that no entry names; that was erased
 *                      and is still there or in a table
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
    struct str key;       /* of the message when not sound, see below       */
    struct str table;     /* where the first difference is                  */
    int64_t id;
    struct str column;
    struct str expected;  /* by the ledger                                  */
    struct str found;     /* in the table                                   */
    bool layout_unseen;   /* this server's words for views are not known here */
    struct str passing;   /* tables that are not ledgered, comma separated  */
};

/* ledger_verify: of the job's organisation, in one reading transaction of its own,
 * which is left open; one that the job had open is ended first. Something that is
 * not sound is DONE: the result says what. NOT_THERE without such an organisation;
 * BROKEN. Memory is bounded by rows and texts, not by entries, and apart from the
 * job's. progress (may be NULL) is called now and then with entries done and in all. */
ANSWER enum outcome ledger_verify(struct job *job, bool deep,
                                  void (*progress)(int64_t done, int64_t all),
                                  struct verify_result *ret);

#endif
