#include "hand.h"

#include <sqlite3.h>
#include <stdio.h>

#include "store/backend.h"

void hand_open(struct house *it)
{
    if (db_kind(it->db) == DB_SQLITE) {
        assert_int_equal(sqlite3_exec(sqlite_handle(it->db),
                                      "pragma foreign_keys = off;"
                                      "pragma ignore_check_constraints = on;"
                                      "pragma synchronous = off;", NULL, NULL, NULL),
                         SQLITE_OK);
        return;
    }
    run_sql(it->db, "set session_replication_role = replica");
    run_sql(it->db, "set synchronous_commit = off");
    run_sql(it->db, "do 'declare r record; begin for r in select conrelid::regclass as t, conname "
                    "from pg_constraint where contype = ''c'' and conrelid <> 0 loop execute "
                    "format(''alter table %s drop constraint %I'', r.t, r.conname); "
                    "end loop; end'");
}

void hand_say(struct house *it, const char *format, ...)
{
    char text[2048];
    va_list args;

    va_start(args, format);
    vsnprintf(text, sizeof text, format, args);
    va_end(args);
    run_sql(it->db, text);
}

void hand_copy(struct house *it, const char *table)
{
    hand_say(it, "create temporary table saved as select * from \"%s\"", table);
}

void hand_put_back(struct house *it, const char *table)
{
    hand_say(it, "delete from \"%s\"", table);
    hand_say(it, "insert into \"%s\" select * from saved", table);
}

void hand_drop_copy(struct house *it)
{
    run_sql(it->db, "drop table saved");
}

void hand_sound(struct house *it)
{
    struct verify_result is = house_verify(it, true);

    if (!is.sound)
        fail_msg("not sound: %" STR_FMT " %" STR_FMT " %" STR_FMT, STR_ARG(is.key),
                 STR_ARG(is.table), STR_ARG(is.column));
}
