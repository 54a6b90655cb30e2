# Templates that are refused, with the line, and templates that are woven.

# Where no value may stand.
refuses '<p>\n<script src="/x.js">{{v->a}}</script></p>' '2: {{…}} inside a <script>'
refuses '<script src="/x.js">alert(1)</script>' '1: text inside a <script>: scripts stand in a file'
refuses '<script>alert(1)</script>' '1: an inline <script>: scripts come from a file, by src'
refuses '<script{{if v->a}} src="/x"{{end}}></script>' '1: an inline <script>: scripts come from a file, by src'
refuses '<style>p { }</style>' '1: a <style> element: rules stand in the style sheet'
refuses '<svg><style>{{v->a}}</style></svg>' '1: a <style> element: rules stand in the style sheet'
refuses '<input value={{v->a}}>' '1: {{…}} in a value without quotes'
refuses '<input value=a{{v->a}}>' '1: {{…}} in a value without quotes'
refuses '<input {{v->a}}="x">' '1: {{…}} in the name of an attribute'
refuses '<input data-{{v->a}}="x">' '1: {{…}} in the name of an attribute'
refuses '<input value="a"{{v->a}}>' '1: {{…}} in the name of an attribute'
refuses '<{{v->a}}>' '1: {{…}} in the name of a tag'
refuses '<h{{v->a}}>' '1: {{…}} in the name of a tag'
refuses '</{{v->a}}>' '1: {{…}} in the name of a tag'
refuses '<!doctype {{v->a}}>' '1: {{…}} in a declaration'
refuses '<p hx-get="/a/{{v->a}}"></p>' '1: {{…}} in hx-get: htmx reads fixed text only'
refuses '<p data-hx-vals="{{t a.b}}"></p>' '1: {{…}} in data-hx-vals: htmx reads fixed text only'

# What the security policy forbids.
refuses '\n\n<p style="color: red"></p>' '3: a style attribute: use a class'
refuses '<p STYLE="{{v->a}}"></p>' '1: a style attribute: use a class'
refuses '<p onclick="x()"></p>' '1: onclick: scripts stand in a file'
refuses '<p onclick="{{v->a}}"></p>' '1: onclick: scripts stand in a file'
refuses '<p onfocus{{if v->a}} id="a"{{end}}></p>' '1: onfocus: scripts stand in a file'
refuses '<p hx-on:click="x()"></p>' '1: hx-on:click: scripts stand in a file'
refuses '<iframe srcdoc="{{v->a}}"></iframe>' '1: srcdoc: a page inside an attribute'
refuses '<a href="javascript:x()">a</a>' '1: a value that begins with javascript:'
refuses '<a href=" java\nscript:x()">a</a>' '2: a value that begins with javascript:'
refuses '<p hx-vals="js:{x: 1}"></p>' '1: a value that begins with js:'
refuses '<a href="data:text/html,{{v->a}}">a</a>' '1: a value that begins with data:'

# Addresses.
lead='begins with a value: write {{path …}}, or {{url …}} for one segment'
refuses '<a href="{{v->a}}">a</a>' "1: href $lead"
refuses '<a href="/{{v->a}}">a</a>' "1: href $lead"
refuses '<a href="a{{v->a}}">a</a>' "1: href $lead"
refuses '<img src="{{t a.b}}">' "1: src $lead"
refuses '<form action="{{if v->a}}/b{{end}}{{v->c}}"></form>' "1: action $lead"
refuses '<button formaction="{{dec v->a}}">a</button>' "1: formaction $lead"
refuses '<a href="/a{{path v->a}}">a</a>' '1: {{path …}} is a whole address: it begins the value'
takes '<a href="{{away v->a}}">a</a>'
takes '<a href="{{path v->a}}">a</a><a href="{{path v->a}}#{{v->b}}">a</a>'
takes '<a href="{{url v->a}}?b={{url v->b}}">a</a><a href="/b/{{v->a}}">a</a>'
takes '<a href="{{if v->a}}/b/{{else}}/c/{{end}}{{v->a}}">a</a><a href="#r{{v->a}}">a</a>'
takes '<a href="mailto:{{v->a}}">a</a><link rel="stylesheet" href="{{asset a.css}}">'

# Tags.
refuses '<p>\n<b>x</p>' '2: </p> closes <b> of line 2'
refuses '<div>\n<p>x</p>\n' '1: <div> is never closed'
refuses '<p>x</p></div>' '1: </div> closes nothing'
refuses '<div/>' '1: <div/> does not close itself in HTML'
refuses 'a < b' '1: a < that opens no tag is written &lt;'
refuses '<p title="a"id="b"></p>' '1: a space is missing between two attributes'
refuses '<option{{if v->a}} selected{{end}}id="b"></option>' '1: a space is missing between two attributes'
refuses '<p\n title="a' '2: the template ends inside a tag'
refuses '<title>{{v->a}}<b>x</b></title>' '1: <b> inside a title or a textarea'
refuses '<title>{{icon ok}}</title>' '1: {{icon}} makes elements: none can stand here'
refuses '<p title="{{short v->a}}"></p>' '1: {{short}} makes elements: none can stand here'
refuses '<p title="{{use b v->a}}"></p>' '1: {{use}} makes elements: none can stand here'
refuses '<!-- a' '1: <!-- without -->'
takes '<!doctype html>\n<p>a<br>b<img alt="" src="/a.png"/><wbr></p><svg><path d="M0"/><g></g></svg>'
takes '{{open}}\n<body><main>' 
takes '{{open}}\n</main></body>'
refuses '{{open}}<b></i>' '1: </i> closes <b> of line 1'

# Branches.
refuses '{{if v->a}}\nx' '1: {{if}} without {{end}}'
refuses '\n{{each r in a}}' '2: {{each}} without {{end}}'
refuses 'x{{end}}' '1: {{end}} without {{if}} or {{each}}'
refuses '{{else}}' '1: {{else}} without {{if}} or {{each}}'
refuses '{{each r in a}}{{else}}{{end}}' '1: {{else}} without {{if}}'
refuses '{{if v->a}}{{else}}{{elif v->b}}{{end}}' '1: {{elif}} without {{if}}'
refuses '{{if v->a}}{{else if v->b}}{{end}}' '1: {{else}} takes no condition: write {{elif …}}'
refuses '{{if v->a}}{{end if}}' '1: {{end}} takes nothing'
refuses '{{if}}{{end}}' '1: {{if}} lacks a value'
refuses '{{each rows}}{{end}}' '1: {{each}} lacks a value'
refuses '{{each r of rows}}{{end}}' '1: write {{each r in rows}}'
refuses '{{if v->a}}\n<b>{{end}}x</b>' '2: <b> of line 2 is opened or closed inside {{if}} only'
refuses '<p>{{if v->a}}</p>{{end}}' '1: <p> of line 1 is opened or closed inside {{if}} only'
refuses '{{each r in a}}<li>{{end}}' '1: <li> of line 1 is opened or closed inside {{each}} only'
refuses '{{if v->a}}<p{{else}}<b{{end}}>' '1: the branches of {{if}} end in different places of a tag'
refuses '<p {{if v->a}}title="{{end}}"></p>' '1: the branches of {{if}} end in different places of a tag'
refuses '<p class={{if v->a}}"a"{{end}}></p>' '1: {{…}} in a value without quotes'
takes '<p title="{{plain v->a}}">{{plain v->a}}</p><svg><text>{{plain v->a}}</text></svg>'
takes '{{if v->a}}<p>{{else}}<p>{{end}}x</p>'
takes '{{if v->a}}a{{elif v->b}}b{{elif v->c}}c{{else}}d{{end}}'
takes '<option value="{{v->a}}"{{if v->b}} selected{{end}}{{if v->c}} disabled{{end}}>a</option>'
takes '<li{{if v->a}} hidden{{end}} class="a{{if v->a}} b{{else}} c{{end}}">x</li>'

# The rest.
refuses '{{v->a' '1: {{ without }}'
refuses '{{ }}' '1: {{}} holds nothing'
refuses '{{v->a; system(x)}}' '1: a value holds no ; { } or line end'
refuses '{{t}}' '1: {{t}} lacks a value'
refuses '{{t a-b}}' '1: a-b is not the key of a word'
refuses '{{t a.b 1, 2, 3}}' '1: {{t}} takes two values at most'
refuses '{{of state r->a}}' '1: the prefix of {{of}} ends in a dot'
refuses '{{icon}}' '1: {{icon}} lacks a value'
refuses '{{icon ../x}}' '1: ../x is not the name of an icon'
refuses '{{use a-b v->a}}' '1: a-b is not the name of a page'
refuses '{{include web/x.h}}' '1: write {{include "web/measures.h"}}'
refuses '\0377' '1: these bytes are not UTF-8'
same 'an icon that is not there' 'icons/none.svg: No such file or directory' "$(page '{{icon none}}')"

# What comes out: white space, remarks, lines, merged text.
statics() { page "$1" >&2; grep -v '^#line' p.c | sed -n '/^{/,/^}/p' | sed '1,2d;$d'; }
same 'white space with a line end becomes one line end' \
    '    buf_put(&out->buf, S("<p>\n"
        "a b\n"
        "</p>\n"));' "$(statics '<p>  \n\n   a b\n\n</p>\n')"
same 'white space in pre is kept' '    buf_put(&out->buf, S("<pre> a\n"
        "  b</pre>"));' "$(statics '<pre> a\n  b</pre>')"
same 'remarks and comments leave nothing' '    buf_put(&out->buf, S("ab\n"
        "c"));' "$(statics 'a{{# x }}b\n  {{# y }}\n  <!-- {{z}} -->\nc')"
same 'a branch on a line of its own leaves no line' '    buf_put(&out->buf, S("<i>\n"));
    if (v->a) {
        buf_put(&out->buf, S("x\n"));
    }
    buf_put(&out->buf, S("</i>"));' "$(statics '<i>\n  {{if v->a}}\n    x\n  {{end}}\n</i>')"
same 'an asset and an icon are part of the text around them' \
    '    buf_put(&out->buf, S("<link href=\"" ASSET_a_css "\"><svg class=\"wb-icoon\" viewBox=\"0 0 16 16\" aria-hidden=\"true\"><path d=\"M0 0h16\"/></svg>"));' \
    "$(statics '<link href="{{asset a.css}}">{{icon ok}}')"
same 'a browser may drop the first line end of a textarea' '    buf_put(&out->buf, S("<textarea>\n"));
    PUT_ATTR(out, v->a);
    buf_put(&out->buf, S("</textarea>"));' "$(statics '<textarea>{{v->a}}</textarea>')"
same 'a cell ends where the next begins' \
    '    buf_put(&out->buf, S("<tr><td>a<td>b<th>c</th></tr>"));' \
    "$(statics '<tr><td>a</td><td>b</td><th>c</th></tr>')"
same 'a path is iterated as it stands, a bare name is in the view' \
    '    for (size_t g_i = 0; g_i < v->groups_n; g_i++) {
        const __typeof__(*(v->groups)) *g = &(v->groups)[g_i];
        (void)g;
        for (size_t r_i = 0; r_i < g->rows_n; r_i++) {
            const __typeof__(*(g->rows)) *r = &(g->rows)[r_i];
            (void)r;
            PUT(out, r->name);
        }
    }' "$(statics '{{each g in groups}}{{each r in g->rows}}{{r->name}}{{end}}{{end}}')"
same 'an error of the compiler points into the template' "p.html:3: error" \
    "$(printf '{{include "view.h"}}\n<p>\n{{v->nam}}</p>' >p.html
    printf 'struct p_view { struct str name; };\n' >view.h
    "$weave_page" p.h p.c p.html && $cc -std=gnu17 -fno-diagnostics-color -c -o /dev/null \
        -I. -I"$root/src" -I"$words_dir" p.c 2>&1 | sed -n 's/\(:[0-9]*\):[0-9]*\(: error\).*/\1\2/p' | head -1)"
