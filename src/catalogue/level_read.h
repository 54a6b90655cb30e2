/* catalogue/level_read.h - which decision table of levels does a catalogue bring?
 *
 * Two tables of text, a line a row, cells between tabs, the first line the names of the
 * columns:
 *
 *     level-test   rule order aspect input_key question_nl question_en answer_type operator
 *                  value outcome_NAME flag status basis basis_en flag_nl flag_en
 *                  NAME is what the norm calls its levels
 *     classes      aspect level rank label_nl criterion_nl criterion_en max_outage NAME
 *                  status label_en max_outage_en
 *
 *     answer_type  const     hit always                 bool, number, enum   one question
 *                  bool-all  all of input_key's keys     any-unanswered      one of them is not
 *                  override  how to depart               result              max: the highest
 *
 * A rule of bool, number or enum makes its question; the same key twice asks the same in
 * the same words. Only a - or nothing stands for none.
 */
#ifndef CATALOGUE_LEVEL_READ_H
#define CATALOGUE_LEVEL_READ_H

#include "base/arena.h"
#include "base/fault.h"
#include "base/outcome.h"
#include "model/level.h"

enum { LEVEL_BYTES_MAX = 256 * 1024 };

/* level_read: the test, in mem, without pointers into the bytes.
 *
 * DONE, or REFUSED with at least one fault: its field is the table ("level-test", "biv"),
 * its key stands under "norm.fault." and its argument begins with the line. */
ANSWER enum outcome level_read(struct arena *mem, struct str test, struct str classes,
                               const struct level_test **ret, struct faults *faults);

#endif
