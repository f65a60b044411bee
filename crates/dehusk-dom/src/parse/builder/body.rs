//! In the body (HTML Standard § 13.2.6.4.7).

use super::stack::{Open, Roles};
use super::table::is_hidden;
use super::{Builder, Mode, Start, Step};
use crate::tokenize::{Name, Next, RawKind};
use crate::{Namespace, Tag};

/// Start tags.
impl Builder<'_> {
    pub(super) fn start_in_body(&mut self, start: Start<'_>) -> Step {
        #[allow(clippy::enum_glob_use, reason = "the lists are the standard's")]
        use Tag::*;
        match start.tag {
            Address | Article | Aside | BlockQuote | Center | Details | Dialog | Dir | Div | Dl
            | FieldSet | FigCaption | Figure | Footer | Header | HGroup | Main | Menu | Nav | Ol | P
            | Search | Section | Summary | Ul => {
                self.close_paragraph();
                self.insert_element(start);
            }
            A => {
                self.end_open_link(start.token.name);
                self.reconstruct_formatting();
                self.insert_formatting(start);
            }
            B | Big | Code | Em | Font | I | S | Small | Strike | Strong | Tt | U => {
                self.reconstruct_formatting();
                self.insert_formatting(start);
            }
            Li | Dd | Dt => self.start_item(start),
            Area | Br | Embed | Img | Keygen | Wbr => {
                self.reconstruct_formatting();
                self.insert_void(start);
                self.frameset_ok = false;
            }
            H1 | H2 | H3 | H4 | H5 | H6 => {
                self.close_paragraph();
                if self.stack.current().is_some_and(|open| open.roles.has(Roles::HEADING)) {
                    self.stack.pop();
                }
                self.insert_element(start);
            }
            Base | BaseFont | BgSound | Link | Meta | NoFrames | Script | Style | Template | Title => {
                return self.start_in_head(start);
            }
            Param | Source | Track => {
                self.insert_void(start);
            }
            Hr => {
                self.close_paragraph();
                if self.in_scope(Select) {
                    self.stack.end_implied(Roles::IMPLIED_END, None);
                }
                self.insert_void(start);
                self.frameset_ok = false;
            }
            Image => return self.start_in_body(Start { tag: Img, ..start }),
            Pre | Listing => {
                self.close_paragraph();
                self.insert_element(start);
                self.drops_line_feed = true;
                self.frameset_ok = false;
            }
            Form => self.start_form(start),
            Table => {
                if !self.is_quirky() {
                    self.close_paragraph();
                }
                self.insert_element(start);
                self.frameset_ok = false;
                self.mode = Mode::InTable;
            }
            Button | Input | Select | Option | OptGroup => self.start_control(start),
            TextArea | Xmp | IFrame | NoEmbed | PlainText => return self.start_raw_text(start),
            Svg => return self.enter_foreign(start, Namespace::Svg),
            Math => return self.enter_foreign(start, Namespace::MathMl),
            Html | Body | FrameSet => self.start_root(start),
            Caption | Col | ColGroup | Frame | Head | TBody | Td | TFoot | Th | THead | Tr => {}
            _ => self.start_rare(start),
        }
        Step::Done
    }

    fn start_rare(&mut self, start: Start<'_>) {
        match start.tag {
            Tag::NoBr => {
                self.reconstruct_formatting();
                if self.in_scope(Tag::NoBr) {
                    self.adopt(start.token.name);
                    self.reconstruct_formatting();
                }
                self.insert_formatting(start);
            }
            Tag::Applet | Tag::Marquee | Tag::Object => {
                self.reconstruct_formatting();
                self.insert_element(start);
                self.formatting.push_marker();
                self.frameset_ok = false;
            }
            Tag::Rb | Tag::Rtc | Tag::Rp | Tag::Rt => {
                if self.in_scope(Tag::Ruby) {
                    let except = matches!(start.tag, Tag::Rp | Tag::Rt).then_some(Tag::Rtc);
                    self.stack.end_implied(Roles::IMPLIED_END, except);
                }
                self.insert_element(start);
            }
            _ => {
                self.reconstruct_formatting();
                self.insert_element(start);
            }
        }
    }

    /// `<html>`, `<body>` and `<frameset>` where they have been already.
    fn start_root(&mut self, start: Start<'_>) {
        let in_template = self.stack.has(Tag::Template);
        match start.tag {
            Tag::Html => {
                if let Some(root) = self.stack.get(0).filter(|_| !in_template) {
                    self.add_missing(root.id, start);
                }
            }
            Tag::Body => {
                if let Some(body) = self.body().filter(|_| !in_template) {
                    self.frameset_ok = false;
                    self.add_missing(body.id, start);
                }
            }
            _ => {
                if let Some(body) = self.body().filter(|_| self.frameset_ok) {
                    self.arena.detach(body.id);
                    self.stack.truncate(1);
                    self.insert_element(start);
                    self.mode = Mode::InFrameset;
                }
            }
        }
    }

    fn body(&self) -> Option<Open> {
        self.stack.get(1).filter(|open| open.is(Tag::Body))
    }

    fn start_form(&mut self, start: Start<'_>) {
        let in_template = self.stack.has(Tag::Template);
        if self.form.is_some() && !in_template {
            return;
        }
        self.close_paragraph();
        let form = self.insert_element(start).id;
        if !in_template {
            self.form = Some(form);
        }
    }

    /// `<li>` ends the item before it, `<dd>` and `<dt>` end each other.
    fn start_item(&mut self, start: Start<'_>) {
        self.frameset_ok = false;
        let ends = |tag| match start.tag {
            Tag::Li => tag == Tag::Li,
            _ => matches!(tag, Tag::Dd | Tag::Dt),
        };
        let is_bound = |open: Open| {
            open.roles.has(Roles::SPECIAL) && !matches!(open.tag, Tag::Address | Tag::Div | Tag::P)
        };
        let is_html = |open: Open| open.roles.has(Roles::HTML);
        let found = self
            .stack
            .inside_out()
            .map(|(_, open)| open)
            .find(|&open| is_html(open) && ends(open.tag) || is_bound(open));
        if let Some(item) = found.filter(|open| ends(open.tag)) {
            self.stack.end_implied(Roles::IMPLIED_END, Some(item.tag));
            self.stack.pop_through(|open| open.is(item.tag));
        }
        self.close_paragraph();
        self.insert_element(start);
    }

    fn start_control(&mut self, start: Start<'_>) {
        match start.tag {
            Tag::Button => {
                if self.in_scope(Tag::Button) {
                    self.stack.end_implied(Roles::IMPLIED_END, None);
                    self.stack.pop_through(|open| open.is(Tag::Button));
                }
                self.reconstruct_formatting();
                self.insert_element(start);
                self.frameset_ok = false;
            }
            Tag::Input if self.is_select_fragment() => {}
            Tag::Input => {
                if self.in_scope(Tag::Select) {
                    self.stack.pop_through(|open| open.is(Tag::Select));
                }
                self.reconstruct_formatting();
                self.insert_void(start);
                self.frameset_ok &= is_hidden(start);
            }
            Tag::Select => self.start_select(start),
            _ => {
                let except = (start.tag == Tag::Option).then_some(Tag::OptGroup);
                if self.in_scope(Tag::Select) {
                    self.stack.end_implied(Roles::IMPLIED_END, except);
                } else if self.stack.is_current(Tag::Option) {
                    self.stack.pop();
                }
                self.reconstruct_formatting();
                self.insert_element(start);
            }
        }
    }

    fn start_select(&mut self, start: Start<'_>) {
        if self.is_select_fragment() {
            return;
        }
        if self.in_scope(Tag::Select) {
            self.stack.pop_through(|open| open.is(Tag::Select));
            return;
        }
        self.reconstruct_formatting();
        self.insert_element(start);
        self.frameset_ok = false;
    }

    fn is_select_fragment(&self) -> bool {
        self.context.is_some_and(|context| context.is(Tag::Select))
    }

    fn start_raw_text(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::PlainText => {
                self.close_paragraph();
                self.insert_element(start);
                self.next = Next::Plaintext;
                Step::Done
            }
            Tag::TextArea => {
                self.drops_line_feed = true;
                self.frameset_ok = false;
                self.insert_raw_text(start, RawKind::Rcdata)
            }
            Tag::Xmp => {
                self.close_paragraph();
                self.reconstruct_formatting();
                self.frameset_ok = false;
                self.insert_raw_text(start, RawKind::Rawtext)
            }
            Tag::IFrame => {
                self.frameset_ok = false;
                self.insert_raw_text(start, RawKind::Rawtext)
            }
            _ => self.insert_raw_text(start, RawKind::Rawtext),
        }
    }
}

/// Scopes and paragraphs.
impl Builder<'_> {
    fn in_scope(&self, tag: Tag) -> bool {
        self.stack.has_in_scope(tag, Roles::SCOPE)
    }

    fn has_paragraph(&self) -> bool {
        self.stack.has_in_scope(Tag::P, Roles::BUTTON_SCOPE)
    }

    /// Closes a paragraph in button scope.
    fn close_paragraph(&mut self) {
        if self.has_paragraph() {
            self.pop_paragraph();
        }
    }

    fn pop_paragraph(&mut self) {
        self.stack.end_implied(Roles::IMPLIED_END, Some(Tag::P));
        self.stack.pop_through(|open| open.is(Tag::P));
    }

    fn pop_with_implied(&mut self, tag: Tag) {
        self.stack.end_implied(Roles::IMPLIED_END, None);
        self.stack.pop_through(|open| open.is(tag));
    }
}

/// End tags.
impl Builder<'_> {
    pub(super) fn end_in_body(&mut self, name: Name<'_>) -> Step {
        #[allow(clippy::enum_glob_use, reason = "the lists are the standard's")]
        use Tag::*;
        match name.tag {
            Address | Article | Aside | BlockQuote | Button | Center | Details | Dialog | Dir | Div | Dl
            | FieldSet | FigCaption | Figure | Footer | Header | HGroup | Listing | Main | Menu | Nav
            | Ol | Pre | Search | Section | Select | Summary | Ul => {
                if self.in_scope(name.tag) {
                    self.pop_with_implied(name.tag);
                }
            }
            A | B | Big | Code | Em | Font | I | NoBr | S | Small | Strike | Strong | Tt | U => {
                self.adopt(name);
            }
            P => {
                if !self.has_paragraph() {
                    self.insert_implied(P);
                }
                self.pop_paragraph();
            }
            Li | Dd | Dt => {
                let bounds = if name.tag == Li { Roles::LIST_SCOPE } else { Roles::SCOPE };
                if self.stack.has_in_scope(name.tag, bounds) {
                    self.stack.end_implied(Roles::IMPLIED_END, Some(name.tag));
                    self.stack.pop_through(|open| open.is(name.tag));
                }
            }
            H1 | H2 | H3 | H4 | H5 | H6 => {
                if self.stack.any_in_scope(Roles::SCOPE, |open| open.roles.has(Roles::HEADING)) {
                    self.stack.end_implied(Roles::IMPLIED_END, None);
                    self.stack.pop_through(|open| open.roles.has(Roles::HEADING));
                }
            }
            Body => {
                if self.in_scope(Body) {
                    self.mode = Mode::AfterBody;
                }
            }
            Html => {
                if self.in_scope(Body) {
                    return self.again_in(Mode::AfterBody);
                }
            }
            Form => self.end_form(),
            Template => return self.end_template(),
            Applet | Marquee | Object => {
                if self.in_scope(name.tag) {
                    self.pop_with_implied(name.tag);
                    self.formatting.clear_to_marker();
                }
            }
            Br => {
                self.reconstruct_formatting();
                let place = self.insert_implied(Br);
                self.stack.remove(place);
                self.frameset_ok = false;
            }
            _ => self.end_any_other(name),
        }
        Step::Done
    }

    fn end_form(&mut self) {
        if self.stack.has(Tag::Template) {
            if self.in_scope(Tag::Form) {
                self.pop_with_implied(Tag::Form);
            }
            return;
        }
        let Some(form) = self.form.take() else { return };
        if self.stack.any_in_scope(Roles::SCOPE, |open| open.id == form) {
            self.stack.end_implied(Roles::IMPLIED_END, None);
            self.stack.remove(form);
        }
    }

    /// "Any other end tag."
    pub(super) fn end_any_other(&mut self, name: Name<'_>) {
        let row = match name.tag {
            Tag::Other => match self.arena.known_name(&name.normal()) {
                Some(row) => row,
                None => return,
            },
            _ => super::NO_NAME,
        };
        let is_it = |open: Open| open.is(name.tag) && open.name == row;
        let found = self.stack.inside_out().find(|&(_, open)| is_it(open) || open.roles.has(Roles::SPECIAL));
        let Some((at, open)) = found.filter(|&(_, open)| is_it(open)) else { return };
        // Elements without a tag never need no end tag.
        self.stack.end_implied(Roles::IMPLIED_END, Some(open.tag));
        self.stack.truncate(at);
    }
}
