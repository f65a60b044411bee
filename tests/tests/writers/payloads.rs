//! Strings that run where they are taken for markup.

use std::fs;

use dehusk_tests::shared_dir;

/// Some of each kind, which are tried in every checkout.
pub(crate) const OWN: [&str; 40] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "\"><img src=x onerror=alert(1)>",
    "' onmouseover='alert(1)",
    "\" onfocus=\"alert(1)\" autofocus=\"",
    "<svg onload=alert(1)>",
    "<svg><script>alert(1)</script></svg>",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
    "<iframe src=javascript:alert(1)>",
    "<a href=\"javascript:alert(1)\">x</a>",
    "<style>*{background:url(javascript:alert(1))}</style>",
    "<!--><img src=x onerror=alert(1)>-->",
    "<![CDATA[<script>alert(1)</script>]]>",
    "<?xml version=\"1.0\"?><script>alert(1)</script>",
    "<textarea><script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<plaintext><script>alert(1)</script>",
    "<form action=javascript:alert(1)><button>x</button></form>",
    "<base href=javascript:alert(1)//>",
    "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
    "<object data=\"data:text/html,<script>alert(1)</script>\">",
    "&lt;script&gt;alert(1)&lt;/script&gt;",
    "&#60;script&#62;alert(1)&#60;/script&#62;",
    "&amp;lt;img src=x onerror=alert(1)&amp;gt;",
    "[x](javascript:alert(1))",
    "![x](javascript:alert(1))",
    "[x](<javascript:alert(1)>)",
    "[x]: javascript:alert(1)\n[x]",
    "<javascript:alert(1)>",
    "`</code><script>alert(1)</script>`",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " \u{1}javascript:alert(1)",
    "java\nscript:alert(1)",
    "javascript&#58;alert(1)",
    "javascript&colon;alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:msgbox(1)",
];

/// Our own, and those of the packs beside the checkout, where they are.
pub(crate) fn payloads() -> Vec<String> {
    let mut payloads: Vec<String> = OWN.iter().map(|&payload| payload.to_owned()).collect();
    for (pack, file, field) in
        [("dompurify", "payloads", "payload"), ("xss_list", "payloads", "payload"), ("blns", "strings", "s")]
    {
        let path = shared_dir().join("packs").join(pack).join(format!("{file}.jsonl"));
        let Ok(lines) = fs::read_to_string(path) else { continue };
        let rows = lines.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        payloads.extend(rows.filter_map(|row| Some(row.get(field)?.as_str()?.to_owned())));
    }
    payloads
}
