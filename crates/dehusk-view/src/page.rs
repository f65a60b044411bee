//! One file of HTML that needs nothing else.

use crate::escape;
use crate::policy::policy;

/// What all pages share: colours, letters, keyboard focus.
const BASE: &str = include_str!("base.css");

/// The parts of a page.
pub(crate) struct Page<'a> {
    /// For the window; any text.
    pub(crate) title: &'a str,
    /// CSS, behind what all pages share.
    pub(crate) style: &'a str,
    /// The only script that runs.
    pub(crate) script: &'a str,
    /// What the script reads, as JSON.
    pub(crate) data: Option<&'a str>,
    /// What stands in the body, as markup that can be trusted.
    pub(crate) body: &'a str,
}

impl Page<'_> {
    /// The file.
    pub(crate) fn write(&self) -> String {
        let style = format!("{BASE}{}", self.style);
        let policy = policy(&style, self.script);
        let title = escape::html(self.title);
        let Self { script, body, .. } = self;
        let data = self.data.map_or_else(String::new, |data| {
            format!("<script type=\"application/json\" id=\"data\">{}</script>\n", escape::json(data))
        });
        // The empty icon: a browser would ask a server for one.
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"{policy}\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta name=\"referrer\" content=\"no-referrer\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n\
             <title>{title}</title>\n<link rel=\"icon\" href=\"data:,\">\n\
             <style>{style}</style>\n</head>\n<body>\n{body}{data}<script>{script}</script>\n</body>\n</html>\n"
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_trusted_ends_no_element() {
        let attack = "</title></script><script>alert(1)</script><!--";
        let data = serde_json::to_string(attack).unwrap();
        let page = Page { title: attack, style: "", script: "0;", data: Some(&data), body: "" }.write();
        assert_eq!(page.matches("<script").count(), 2, "{page}");
        assert_eq!(page.matches("</script>").count(), 2, "{page}");
        assert_eq!(page.matches("</title>").count(), 1, "{page}");
        assert!(!page.contains("<!--"), "{page}");
    }
}
