/* test/fault/scene.h - a step of the main journey, and the data that it is taken on.
 *
 * The steps stand in scene_steps. scene_stage makes the data as they are before one, in a folder;
 * scene_copy gives a fresh copy to try it on.
 */
#ifndef TEST_FAULT_SCENE_H
#define TEST_FAULT_SCENE_H

#include "town.h"

#define PASSWORD "vier paarse fietsen in de mist"
#define FORM "form-0123456789abcdef0123456789ab"
enum { ARENA_BYTES = 96 << 20 };

struct scene {
    struct town town;
    const char *folder;
    struct str base, data;    /* as it is before the step, and the copy of one try */
    struct str item;
    struct str bytes;
    struct row line, soa;
    struct given given;
    int64_t seq;              /* of the ledger before the step */
};

extern struct scene scene;

struct step {
    const char *name;
    bool founded;             /* one person with an account, not the whole town */
    void (*before)(struct scene *it);
    enum outcome (*act)(struct scene *it, struct job *job);
    int entries;
    bool (*left)(struct scene *it, bool done); /* outside the data; NULL: nothing */
    bool opens;               /* opening the data is part of it */
};

enum { STEPS = 9 };
extern const struct step scene_steps[STEPS];

void scene_stage(const struct step *step, struct arena *mem, const char *folder);
void scene_copy(struct scene *it);

/* scene_in: the name of a file in the folder. scene_use: the town works with this memory. */
const char *scene_in(struct scene *it, const char *name);
void scene_use(struct scene *it, struct arena *mem);

/* scene_before_evidence: what adding a piece is given. scene_keys: before any step. */
void scene_before_evidence(struct scene *it);
bool scene_keys(void);

#endif
