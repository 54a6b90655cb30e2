# Files that go into the program.
mkdir -p e && cd e || exit 2
printf 'not really a font' >letter.woff2
printf '<svg xmlns="http://www.w3.org/2000/svg"/>' >logo.svg
css='p { font: 1rem letter; margin: 0 0 1rem 0; padding: 0 0 1rem 0; border: 0 0 1rem 0 }'
printf '@font-face { src: url("letter.woff2") }\n%s\na { background: url(logo.svg#a) }\n%s\n' "$css" "$css" >site.css

hash_of() { sha256sum "$1" | cut -c1-10; }
font=letter.$(hash_of letter.woff2).woff2
logo=logo.$(hash_of logo.svg).svg
sed "s/\"letter.woff2\"/\"$font\"/; s/logo.svg#a/\"$logo#a\"/" site.css >want.css
site=site.$(hash_of want.css).css

same 'files are embedded' '' "$("$embed" a.h a.c --name site_assets --prefix /stijl/ site.css letter.woff2 logo.svg 2>&1)"
same 'each has its address, with the hash of what is served' \
    "#define ASSET_letter_woff2 \"/stijl/$font\"
#define ASSET_logo_svg \"/stijl/$logo\"
#define ASSET_site_css \"/stijl/$site\"" "$(grep define.ASSET a.h)"
cat >show.c <<'C'
#include <stdio.h>
#include "a.h"
int main(int argc, char **argv)
{
    for (size_t i = 0; argc == 1 && i < site_assets_n; i++)
        printf("%s %s %d\n", site_assets[i].path, site_assets[i].type, site_assets[i].gzip != NULL);
    if (argc == 2)
        fwrite(site_assets[*argv[1] - '0'].plain, 1, site_assets[*argv[1] - '0'].plain_bytes, stdout);
    if (argc == 3)
        fwrite(site_assets[*argv[1] - '0'].gzip, 1, site_assets[*argv[1] - '0'].gzip_bytes, stdout);
    return 0;
}
C
same 'the table compiles' '' "$($cc -std=gnu17 -Wall -Wextra -Werror -I. -I"$root/src" -o show show.c a.c 2>&1)"
same 'the table is sorted, typed, and small files stand there plain only' \
    "/stijl/$font font/woff2 0
/stijl/$logo image/svg+xml 0
/stijl/$site text/css; charset=utf-8 1" "$(./show)"
same 'a style sheet names the fonts and images by their hashed names' "$(cat want.css)" "$(./show 2)"
same 'gzip holds the same bytes' "$(cat want.css)" "$(./show 2 z | gunzip)"
same 'gzip holds no time, so each build is the same' '00000000' \
    "$(./show 2 z | od -An -tx1 -j4 -N4 | tr -d ' ')"
printf 'a { background: url(none.png) }' >bad.css
same 'a style sheet that names a file which is not there is refused' \
    'bad.css:1: url(none.png) is not among the files' "$("$embed" b.h b.c --prefix /s/ bad.css 2>&1)"
touch x.exe
same 'an unknown extension is refused' 'x.exe:1: no type is known for this extension' \
    "$("$embed" b.h b.c --prefix /s/ x.exe 2>&1)"
same 'two files with one name are refused' './logo.svg:1: has the same name as logo.svg' \
    "$("$embed" b.h b.c --prefix /s/ logo.svg ./logo.svg 2>&1)"

# Raw bytes, all 256 of them, and none at all.
awk 'BEGIN { for (i = 0; i < 256; i++) printf "\\0%03o", i }' >octal
printf '%b' "$(cat octal)" >bytes
: >none
"$embed" --data d.h d.c all_bytes=bytes no_bytes=none
printf '#include <stdio.h>\n#include "d.h"\nint main(void) { fwrite(all_bytes, 1, all_bytes_bytes, stdout); return (int)no_bytes_bytes; }\n' >raw.c
$cc -std=gnu17 -Wall -Wextra -Werror -I. -o raw raw.c d.c && ./raw >got
same 'raw bytes come back as they were' "0 256" "$(cmp bytes got >&2; echo $? $(wc -c <got))"
same 'data has a C name' 'a-b=bytes:1: write NAME=FILE, with a C name' "$("$embed" --data d.h d.c a-b=bytes 2>&1)"
cd ..
