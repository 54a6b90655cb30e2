#include "model/level.h"

static const char *const aspect_words[] = {"algemeen", "beschikbaarheid", "integriteit",
                                           "vertrouwelijkheid"};
const struct choices level_aspect_choices = {aspect_words, LEVEL_ASPECT_COUNT};

int level_question_find(const struct level_test *test, struct str key)
{
    for (int i = 0; i < test->n_questions; i++)
        if (str_eq(test->questions[i].key, key))
            return i;
    return -1;
}

const struct level_class *level_class_of(const struct level_test *test, enum level_aspect aspect,
                                         enum harm harm)
{
    for (int i = 0; i < test->n_classes; i++)
        if (test->classes[i].aspect == aspect && test->classes[i].harm == harm)
            return &test->classes[i];
    return NULL;
}
