#include "reports/table.h"

#include "base/bug.h"
#include "reports/csv.h"
#include "reports/json.h"

struct table *table_new(struct arena *mem, struct str name, struct str title,
                        const struct column *columns, int n_columns, size_t rows_max)
{
    struct table *table = NEW(mem, struct table);
    size_t cells_max;

    MUST(n_columns > 0);
    MUST(!__builtin_mul_overflow(rows_max, (size_t)n_columns, &cells_max));
    *table = (struct table){
        .name = name,
        .title = title,
        .columns = columns,
        .n_columns = n_columns,
        .cells = NEW_ARRAY(mem, cells_max, struct cell),
        .cells_max = cells_max,
    };
    return table;
}

static void add(struct table *table, struct cell cell)
{
    MUST(table->n_cells < table->cells_max);
    table->cells[table->n_cells++] = cell;
    if (table->n_cells % (size_t)table->n_columns == 0)
        table->n_rows++;
}

void table_text(struct table *table, struct str text)
{
    add(table, (struct cell){.kind = CELL_TEXT, .text = text});
}

void table_int(struct table *table, int64_t n)
{
    add(table, (struct cell){.kind = CELL_INT, .n = n});
}

void table_day(struct table *table, struct day day)
{
    if (day_is(day))
        add(table, (struct cell){.kind = CELL_DAY, .day = day});
    else
        table_empty(table);
}

void table_moment(struct table *table, struct moment at)
{
    add(table, (struct cell){.kind = CELL_MOMENT, .at = at});
}

void table_flag(struct table *table, bool is)
{
    add(table, (struct cell){.kind = CELL_FLAG, .flag = is});
}

void table_empty(struct table *table)
{
    add(table, (struct cell){.kind = CELL_EMPTY});
}

const struct cell *table_cell(const struct table *table, size_t row, int column)
{
    MUST(row < table->n_rows && column >= 0 && column < table->n_columns);
    return &table->cells[row * (size_t)table->n_columns + (size_t)column];
}

static void must_be_complete(const struct table *table)
{
    MUST(table->n_cells == table->n_rows * (size_t)table->n_columns);
}

static void csv_cell(struct buf *out, const struct cell *cell)
{
    char text[MOMENT_TEXT_BYTES];

    switch (cell->kind) {
    case CELL_EMPTY:
        return;
    case CELL_TEXT:
        csv_text(out, cell->text);
        return;
    case CELL_INT:
        buf_int(out, cell->n);
        return;
    case CELL_DAY:
        buf_put(out, day_text(cell->day, text));
        return;
    case CELL_MOMENT:
        buf_put(out, moment_text(cell->at, text));
        return;
    case CELL_FLAG:
        buf_char(out, cell->flag ? '1' : '0');
        return;
    }
}

void table_csv(struct buf *out, const struct table *table)
{
    must_be_complete(table);
    for (int c = 0; c < table->n_columns; c++) {
        if (c > 0)
            buf_char(out, ',');
        csv_text(out, table->columns[c].name);
    }
    buf_put(out, S("\r\n"));
    for (size_t r = 0; r < table->n_rows; r++) {
        size_t from = out->len;

        for (int c = 0; c < table->n_columns; c++) {
            if (c > 0)
                buf_char(out, ',');
            csv_cell(out, table_cell(table, r, c));
        }
        /* A line without a single byte would be no row to whoever reads it. */
        if (out->len == from)
            buf_put(out, S("\"\""));
        buf_put(out, S("\r\n"));
    }
}

static void json_cell(struct json *json, struct str name, const struct cell *cell)
{
    char text[MOMENT_TEXT_BYTES];

    switch (cell->kind) {
    case CELL_EMPTY:
        json_add_null(json, name);
        return;
    case CELL_TEXT:
        json_add_str(json, name, cell->text);
        return;
    case CELL_INT:
        json_add_int(json, name, cell->n);
        return;
    case CELL_DAY:
        json_add_day(json, name, cell->day);
        return;
    case CELL_MOMENT:
        json_add_str(json, name, moment_text(cell->at, text));
        return;
    case CELL_FLAG:
        json_add_bool(json, name, cell->flag);
        return;
    }
}

void table_json(struct buf *out, const struct table *table)
{
    struct json json = json_of(out);

    must_be_complete(table);
    json_list(&json, JSON_ITEM);
    for (size_t r = 0; r < table->n_rows; r++) {
        json_open(&json, JSON_ITEM);
        for (int c = 0; c < table->n_columns; c++)
            json_cell(&json, table->columns[c].name, table_cell(table, r, c));
        json_end(&json);
    }
    json_end(&json);
}

static void html_cell(struct out *out, const struct cell *cell)
{
    switch (cell->kind) {
    case CELL_EMPTY:
        return;
    case CELL_TEXT:
        PUT(out, cell->text);
        return;
    case CELL_INT:
        PUT(out, cell->n);
        return;
    case CELL_DAY:
        PUT(out, cell->day);
        return;
    case CELL_MOMENT:
        PUT(out, cell->at);
        return;
    case CELL_FLAG:
        PUT(out, cell->flag);
        return;
    }
}

static void html_head(struct out *out, const struct table *table)
{
    PUT(out, HTML("<table class=\"wb-tabel\">\n<caption>"));
    PUT(out, table->title);
    if (table->subtitle.len > 0) {
        PUT(out, HTML(" <small>"));
        PUT(out, table->subtitle);
        PUT(out, HTML("</small>"));
    }
    PUT(out, HTML("</caption>\n<thead>\n<tr>"));
    for (int c = 0; c < table->n_columns; c++) {
        PUT(out, HTML("<th scope=\"col\">"));
        PUT(out, table->columns[c].label);
        PUT(out, HTML("</th>"));
    }
    PUT(out, HTML("</tr>\n</thead>\n<tbody>\n"));
}

void table_html(struct out *out, const struct table *table)
{
    must_be_complete(table);
    html_head(out, table);
    for (size_t r = 0; r < table->n_rows; r++) {
        PUT(out, HTML("<tr>"));
        for (int c = 0; c < table->n_columns; c++) {
            PUT(out, HTML("<td>"));
            html_cell(out, table_cell(table, r, c));
            PUT(out, HTML("</td>"));
        }
        PUT(out, HTML("</tr>\n"));
    }
    PUT(out, HTML("</tbody>\n</table>\n"));
}
