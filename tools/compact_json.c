/* compact-json IN OUT - a JSON document without the white space between its values.
 *
 * The catalogues are laid out for people and their diffs; the program reads them
 * at every start and needs half of the bytes. Strings are copied as they stand.
 */
#include <stdio.h>
#include <stdlib.h>

int main(int argc, char **argv)
{
    FILE *in = argc == 3 ? fopen(argv[1], "rb") : NULL;
    FILE *out = in == NULL ? NULL : fopen(argv[2], "wb");
    int in_string = 0;
    int c;

    if (out == NULL) {
        fprintf(stderr, "compact-json: cannot read %s or write %s\n", argc > 1 ? argv[1] : "-",
                argc > 2 ? argv[2] : "-");
        return EXIT_FAILURE;
    }
    while ((c = getc(in)) != EOF) {
        if (!in_string && (c == ' ' || c == '\n' || c == '\r' || c == '\t'))
            continue;
        putc(c, out);
        if (c == '"')
            in_string = !in_string;
        else if (in_string && c == '\\' && (c = getc(in)) != EOF)
            putc(c, out);
    }
    return ferror(in) || fclose(out) != 0 ? EXIT_FAILURE : EXIT_SUCCESS;
}
