import assert from 'node:assert/strict';
import { test } from 'node:test';
import { often } from '@kernos/kernel/often';
import { randomFrom } from './random.fixture.ts';
import { renderMarkdown } from './render.ts';

/** Our own collection. Each tries to run a script, load a foreign page, or reach out of the lesson. */
const vectors = [
  '<script>alert(1)</script>',
  '<ScRiPt src=//evil.example/x.js></sCrIpT>',
  'text <script>alert(1)</script> text',
  '<script\n>alert(1)</script\n>',
  '<script>alert(1)',
  '<<script>alert(1)//<</script>',
  '<scr<script>ipt>alert(1)</scr</script>ipt>',
  '<img src=x onerror=alert(1)>',
  '<img src="asset:p.png" onload="alert(1)">',
  '<img/src=x/onerror=alert(1)//',
  '<img src=x:x onerror\n=\nalert(1)>',
  '<img """><script>alert(1)</script>">',
  '<img src="javascript:alert(1)">',
  '<img src="data:text/html,<script>alert(1)</script>">',
  '<img srcset="javascript:alert(1) 1x">',
  '<svg onload=alert(1)>',
  '<svg><script>alert(1)</script></svg>',
  '<svg><a xlink:href="javascript:alert(1)"><text>x</text></a></svg>',
  '<svg><animate onbegin=alert(1) attributeName=x></svg>',
  '<svg><foreignObject><iframe src=javascript:alert(1)></foreignObject></svg>',
  '<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>',
  '<math href="javascript:alert(1)">x</math>',
  '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>',
  '<style>@import "//evil.example/x.css";</style>',
  '<style><!--</style><img src=x onerror=alert(1)>--></style>',
  '<p style="background:url(javascript:alert(1))">x</p>',
  '<div style="position:fixed;inset:0">overlay</div>',
  '<link rel=stylesheet href=//evil.example/x.css>',
  '<meta http-equiv=refresh content="0;url=javascript:alert(1)">',
  '<base href="//evil.example/">',
  '<iframe src="javascript:alert(1)"></iframe>',
  '<iframe srcdoc="<script>alert(1)</script>"></iframe>',
  '<object data="javascript:alert(1)"></object>',
  '<embed src="javascript:alert(1)">',
  '<form action="javascript:alert(1)"><input type=submit></form>',
  '<button formaction="javascript:alert(1)">x</button>',
  '<input autofocus onfocus=alert(1)>',
  '<textarea><img src=x onerror=alert(1)></textarea>',
  '<title><img src=x onerror=alert(1)></title>',
  '<xmp><img src=x onerror=alert(1)></xmp>',
  '<template><script>alert(1)</script></template>',
  '<details open ontoggle=alert(1)>x</details>',
  '<body onload=alert(1)>',
  '<video src=x onerror=alert(1)></video>',
  '<audio><source onerror=alert(1) src=x></audio>',
  '<marquee onstart=alert(1)>x</marquee>',
  '<a href="javascript:alert(1)">x</a>',
  '<a href=" &#14; javascript:alert(1)">x</a>',
  '<a href="java\tscript:alert(1)">x</a>',
  '<a href="java&Tab;script&colon;alert(1)">x</a>',
  '<a href="&#x6A&#x61;vascript:alert(1)">x</a>',
  '<a href="vbscript:msgbox(1)">x</a>',
  '<a href="data:text/html;base64,PHNjcmlwdD4=">x</a>',
  '<a href="file:///etc/passwd">x</a>',
  '<a href="blob:https://x/1">x</a>',
  '<a href="#" onclick="alert(1)">x</a>',
  '<a href="https://x.org" target=_blank ping="//evil.example">x</a>',
  '<a x="\'"href="javascript:alert(1)">x</a>',
  '[x](javascript:alert(1))',
  '[x](JAVASCRIPT:alert(1))',
  '[x](<java\u0001script:alert(1)>)',
  '[x](<\u0001javascript:alert(1)>)',
  '[x](javascript&colon;alert(1))',
  '[x](javascript&#58;alert(1))',
  '[x](java&NewLine;script:alert(1))',
  '[x](%6A%61vascript:alert(1))',
  '[x](data:text/html,<script>alert(1)</script>)',
  '[x](vbscript:x)',
  '![x](javascript:alert(1))',
  '![x" onerror="alert(1)](asset:p.png)',
  '![x](asset:p.png "t\\" onload=\\"alert(1)")',
  '![x](https://x.org/"onerror="alert(1).png)',
  '[x](https://x.org/"onmouseover="alert(1))',
  '[x](lesson:a"onmouseover="alert(1))',
  '[x](lesson:a#"onmouseover="alert(1))',
  '<javascript:alert(1)>',
  '[x][r]\n\n[r]: javascript:alert(1)',
  '[x]: javascript:alert(1)\n\n![x]',
  '```"><script>alert(1)</script>\ncode\n```',
  '```<img/src=x/onerror=alert(1)>\n</code></pre><script>alert(1)</script>\n```',
  '`<script>alert(1)</script>`',
  '# <img src=x onerror=alert(1)>',
  '# x {onclick=alert(1)}',
  '| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |',
  '[^1]\n\n[^1]: <script>alert(1)</script>',
  '[^"><script>]\n\n[^"><script>]: x',
  '&lt;script&gt;alert(1)&lt;/script&gt;',
  '<!-- --><script>alert(1)</script> -->',
  '<!--><img src=x onerror=alert(1)>-->',
  '<!doctype html><script>alert(1)</script>',
  '<?php ?><img src=x onerror=alert(1)>',
  '<![CDATA[><script>alert(1)</script>]]>',
  '<p id=x name=y class="modal fade in" onmouseover=alert(1)>x</p>',
  '<a id="__proto__" constructor="x" __proto__="y" hasOwnProperty=1>x</a>',
  '<b\u0000 onclick=alert(1)>x</b>',
  '<b/onclick=alert(1)>x</b>',
  '<table background="javascript:alert(1)"><tr><td>x</td></tr></table>',
];

const tags = new Set(
  (
    'a abbr b blockquote br caption code dd del details dfn div dl dt em figcaption figure h1 h2 h3 h4 h5 h6 hr i ' +
    'img input ins kbd li mark ol p pre q rp rt ruby s samp section small span strike strong sub summary sup table ' +
    'tbody td tfoot th thead tr tt u ul var wbr'
  ).split(' '),
);

const attributes = new Set(
  (
    'align alt aria-describedby aria-label checked class colspan data-footnote-backref data-footnote-ref ' +
    'data-footnotes decoding dir disabled height href id lang loading open referrerpolicy rel reversed rowspan scope ' +
    'src start title type width'
  ).split(' '),
);

/** Reads our own serializer's output, strictly: whatever does not look like it fails. */
function assertHarmless(html: string): void {
  const rest = html.replace(/<\/?([a-z][a-z0-9]*)((?: [a-z-]+(?:="[^"]*")?)*)>/g, (_, name, listed) => {
    assert.ok(tags.has(name), `<${name}>`);
    for (const [, attribute = '', value = ''] of listed.matchAll(/ ([a-z-]+)(?:="([^"]*)")?/g)) {
      assert.ok(attributes.has(attribute), `${attribute} in <${name}>`);
      if (attribute === 'href' || attribute === 'src') {
        assert.match(value, /^(?:https?:\/\/|\/|#|mailto:)/, `${attribute}="${value}"`);
        assert.doesNotMatch(value, /\p{Cc}/u);
      }
      if (attribute === 'id') assert.match(value, /^user-content-/);
      if (attribute === 'class') {
        assert.match(
          value,
          /^(?:|language-[^"<>&\s]+|sr-only|footnotes|data-footnote-backref|(?:contains-)?task-list(?:-item)?)$/,
        );
      }
    }
    return '';
  });
  assert.doesNotMatch(rest, /</, 'no other tag');
}

const urls = { lessonUrl: (key: string) => `/l/${key}`, assetUrl: (key: string) => `/f/${key}` };

test('there are enough vectors', () => assert.ok(vectors.length >= 40));

for (const vector of vectors) {
  test(`harmless: ${JSON.stringify(vector)}`, () => {
    for (const text of [
      vector,
      `> - ${vector.replaceAll('\n', '\n>   ')}`,
      `a ${vector} b`,
      `<div>\n${vector}\n`,
    ]) {
      assertHarmless(renderMarkdown(text, urls).html);
    }
  });
}

test('any two of them together are harmless too', () => {
  for (const [i, first] of vectors.entries()) {
    const second = vectors[(i * 7 + 3) % vectors.length] ?? '';
    assertHarmless(renderMarkdown(`${first}${second}`, urls).html);
    assertHarmless(renderMarkdown(`${first}\n\n${second}`, urls).html);
  }
});

const soup = (
  '< > / " \' = ` & ; # ! [ ] ( ) \\ * _ ~ | : - -- --- <!-- --> <![CDATA[ ]]> <? ?> \n \n\n \t <a <img <b <p <svg <math <style ' +
  '<script </script> </style> </svg> </a> <select> <option> <table> <tr> <td> </table> <template> <noscript> </noscript> ' +
  '<iframe <details <summary> <li> <xmp> </xmp> <title> </title> <textarea> </textarea> href= src= id= name= class= style= ' +
  'onerror=alert(1) javascript:alert(1) data:text/html,x lesson:a asset:p.png asset:f.mp4 course: https://x.org //x.org #x ' +
  '&lt; &#x3c; &#0; &colon; &Tab; &NewLine; \u0000 \u0001 \u2028 \ufeff x'
).split(' ');

test('whatever is thrown together, it is harmless', () => {
  for (let seed = 1; seed <= often(2_000); seed++) {
    const random = randomFrom(seed);
    const text = random.times(40, () => random.pick(soup) + random.pick(['', '', ' '])).join('');
    const { html } = renderMarkdown(text, urls);
    assertHarmless(html);
    assert.ok(html.length < 40 * text.length + 200, JSON.stringify(text));
  }
});

test('cut anywhere, they are harmless', () => {
  for (const vector of vectors.slice(0, 40)) {
    for (let end = 1; end < vector.length; end += 3) {
      assertHarmless(renderMarkdown(`${vector.slice(0, end)}${vector}`, urls).html);
    }
  }
});

test('the judge of these tests knows harm when it sees it', () => {
  for (const harm of [
    '<script>x</script>',
    '<p onclick="x">',
    '<a href="javascript:x">',
    '<p id="location">',
    '<b/onclick=x>',
    '<img src="data:x">',
    '<p style="x">',
  ]) {
    assert.throws(() => assertHarmless(harm), harm);
  }
});
