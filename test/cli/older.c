/* older FILE N: makes the tables of a program that knew the first N migrations. */
#include <stdio.h>
#include <stdlib.h>

#include "store/migrate.h"
#include "store/sql.h"

int main(int argc, char **argv)
{
    struct arena *mem = arena_new(16 << 20);
    struct db *db = NULL;
    struct str why = {NULL, 0};
    int n = argc == 3 ? atoi(argv[2]) : 0;

    if (n < 1 || n > migrations_n || db_open(mem, str_of(argv[1]), true, &db, &why) != DONE ||
        migrate_run_list(db, mem, migrations, n, &why) != DONE) {
        fprintf(stderr, "older: FILE N, N from 1 to %d: %.*s\n", migrations_n, (int)why.len, why.at);
        return 2;
    }
    db_close(db);
    arena_free(mem);
    return 0;
}
