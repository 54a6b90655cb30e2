/* catalogue/item_read.h - what does one control of a catalogue mean?
 *
 * Meaning comes from props in our namespace and from classes of parts, never
 * from ids, labels or titles:
 *
 *     verplicht=ja                 mandatory       cbw-scope=nee     outside_law
 *     erfbaar=ja                   inheritable     soort=markering   ITEM_MARKER
 *     ritme                        rhythms         ritme-maanden     rhythm_months
 *     verantwoordelijke-rol        duties          termijn-dagen     deadline_days
 *     attribuut-concept            csf             status=withdrawn  withdrawn (OSCAL's)
 *     beoordeelbaar=nee            heading        bbn               level
 *
 * A part licentietekst of ours (licensed.h) is licensed_title and licensed_text. Each of
 * our props is kept as a fact besides, with its class (afgeleid, onzeker, or the earlier
 * version that it is from) as standing and its remarks as source.
 *
 * Sources  docs/words.md for the words; [choice: oscal-namespace].
 */
#ifndef CATALOGUE_ITEM_READ_H
#define CATALOGUE_ITEM_READ_H

#include "base/fault.h"
#include "catalogue/oscal.h"
#include "model/norm.h"

/* What reading goes with. */
struct item_reading {
    struct arena *mem;
    struct faults *faults;
    struct str document; /* named in faults: a language, or the profile */
};

/* item_read_fault: notes key (under "norm.fault.") about a document. */
void item_read_fault(const struct item_reading *reading, const char *key, struct str arg);

/* item_read_document: the root of a document of one model; REFUSED, with the fault
 * noted, when it is no such document, BROKEN when the machine had no memory. */
ANSWER enum outcome item_read_document(const struct item_reading *reading, struct str bytes,
                                       struct str root, const struct oscal **ret);

/* item_read_identity: the name under which a document stays the same from edition to
 * edition: its document-id in our scheme; the uuid where it has none. */
struct str item_read_identity(const struct oscal *document);

/* item_read_titles: the title in each language: the English one is the prop titel-en of a
 * document that has no second one, the first stands in. */
void item_read_titles(const struct oscal *thing, struct str title[LANG_COUNT]);

/* item_read_note: the remarks in each language: the English ones are the prop
 * toelichting-en, the first stand in. */
void item_read_note(const struct oscal *thing, struct str note[LANG_COUNT]);

/* item_read_standing: how sure a fact is, by the class of its prop: none is firm, a word
 * of standing_choices that, and anything else the name of an earlier edition. */
enum standing item_read_standing(struct str class);

/* item_read_meaning: id, label, sort, kind and what the props say. parent and group
 * are for the caller. An unknown word of ours, a number outside its range and a
 * control without id, label or title are faults. */
void item_read_meaning(const struct item_reading *reading, const struct oscal *control,
                       bool is_child, struct item *item);

/* item_read_words: title, text, note and examples in a language. The texts are views
 * into the tree where they can be. */
void item_read_words(const struct item_reading *reading, const struct oscal *control,
                     enum lang lang, struct item *item);

/* item_read_moved: the id that the control was moved to or incorporated into, or the
 * empty text. */
struct str item_read_moved(const struct oscal *control);

#endif
