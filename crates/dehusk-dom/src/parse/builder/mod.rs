//! Tokens to tree: the tree construction of the HTML Standard, § 13.2.6,
//! scripting off.
//!
//! The rules stand in one file for each group of insertion modes: [`head`] for
//! what comes before the body, [`body`], [`table`], [`after`] for framesets,
//! templates and what comes behind the body, [`foreign`] for SVG and `MathML`.
//! The files say what the standard says, in its order, without its parse errors.
//!
//! Text comes as runs, not characters: in most modes a run is one node whatever
//! is in it, and only [`text`] knows where it is not.

mod adoption;
mod after;
mod body;
mod foreign;
mod formatting;
mod head;
mod insert;
mod quirks;
mod stack;
mod table;
mod text;

use self::formatting::Formatting;
use self::stack::{Open, Stack};
use self::text::Run;
use super::arena::{Arena, NameRow};
use crate::dom::{NodeId, NodeKind};
use crate::store::{AttributeRange, Span, Store};
use crate::tokenize::{Consumer, Doctype, Name, Next, Raw, RawKind, StartTag, Text, Wanted};
use crate::{Keep, LimitHit, Limits, Namespace, QuirksMode, SelfClosing, Tag};

/// The name of what has a tag.
const NO_NAME: NameRow = NameRow::NONE;

/// The insertion modes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mode {
    Initial,
    BeforeHtml,
    BeforeHead,
    InHead,
    InHeadNoscript,
    AfterHead,
    InBody,
    Text,
    InTable,
    InTableText,
    InCaption,
    InColumnGroup,
    InTableBody,
    InRow,
    InCell,
    InTemplate,
    AfterBody,
    InFrameset,
    AfterFrameset,
    AfterAfterBody,
    AfterAfterFrameset,
}

/// What a rule made of a token.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Done,
    /// The token is to be dealt with once more, in the mode that is set now.
    Again,
}

/// The state of tree construction.
pub(super) struct Builder<'t> {
    arena: Arena<'t>,
    mode: Mode,
    /// The mode to go back to from text and table text.
    original_mode: Mode,
    template_modes: Vec<Mode>,
    stack: Stack,
    formatting: Formatting,
    head: Option<NodeId>,
    form: Option<NodeId>,
    /// The context element of a fragment.
    context: Option<Open>,
    frameset_ok: bool,
    foster_parenting: bool,
    /// Whether a line feed at the head of the next text is dropped.
    drops_line_feed: bool,
    run: Run,
    table_text: Vec<Span>,
    /// How the tokenizer goes on behind the start tag at hand.
    next: Next,
    limits: Limits,
    keep: Keep,
    self_closing: SelfClosing,
}

/// A start tag and the tag that it is dealt with as: `<image>` is `<img>`.
#[derive(Clone, Copy)]
struct Start<'a> {
    tag: Tag,
    token: &'a StartTag<'a>,
}

impl<'t> Builder<'t> {
    pub(super) fn new(arena: Arena<'t>, limits: Limits) -> Self {
        Self {
            keep: arena.keep(),
            arena,
            mode: Mode::Initial,
            original_mode: Mode::Initial,
            template_modes: Vec::new(),
            stack: Stack::new(),
            formatting: Formatting::default(),
            head: None,
            form: None,
            context: None,
            frameset_ok: true,
            foster_parenting: false,
            drops_line_feed: false,
            run: Run::default(),
            table_text: Vec::new(),
            next: Next::Data,
            limits,
            self_closing: SelfClosing::Html,
        }
    }

    /// Sets what `/>` means; evidence is looked at elsewhere.
    pub(super) fn with_self_closing(mut self, self_closing: SelfClosing) -> Self {
        self.self_closing = self_closing;
        self
    }

    /// § 13.4: a root, and the mode that the context asks for.
    pub(super) fn for_fragment(arena: Arena<'t>, limits: Limits, namespace: Namespace, name: &str) -> Self {
        let mut builder = Self::new(arena, limits);
        let tag = if namespace == Namespace::Html { Tag::from_name(name) } else { Tag::Other };
        if tag == Tag::Template {
            builder.template_modes.push(Mode::InTemplate);
        }
        let context = builder.open(tag, namespace, name, false);
        builder.context = Some(context);
        builder.insert_root(AttributeRange::EMPTY);
        builder.reset_mode();
        builder
    }

    /// Ends the document.
    pub(super) fn finish(mut self) -> Store {
        self.flush();
        while self.end_of_file(self.mode) == Step::Again {}
        self.arena.finish(self.limits.max_nodes)
    }

    /// § 13.2.4.1, "reset the insertion mode appropriately".
    fn reset_mode(&mut self) {
        self.mode = self.appropriate_mode();
    }

    fn appropriate_mode(&self) -> Mode {
        for (at, open) in self.stack.inside_out() {
            let last = at == 0;
            let open = self.context.filter(|_| last).unwrap_or(open);
            if !open.roles.has(stack::Roles::HTML) {
                continue;
            }
            match open.tag {
                Tag::Td | Tag::Th if !last => return Mode::InCell,
                Tag::Tr => return Mode::InRow,
                Tag::TBody | Tag::THead | Tag::TFoot => return Mode::InTableBody,
                Tag::Caption => return Mode::InCaption,
                Tag::ColGroup => return Mode::InColumnGroup,
                Tag::Table => return Mode::InTable,
                Tag::Template => return self.template_modes.last().copied().unwrap_or(Mode::InTemplate),
                Tag::Head if !last => return Mode::InHead,
                Tag::Body => return Mode::InBody,
                Tag::FrameSet => return Mode::InFrameset,
                Tag::Html if self.head.is_none() => return Mode::BeforeHead,
                Tag::Html => return Mode::AfterHead,
                _ => {}
            }
        }
        Mode::InBody
    }

    fn start_in(&mut self, mode: Mode, start: Start<'_>) -> Step {
        match mode {
            Mode::InBody => self.start_in_body(start),
            Mode::Initial => self.leave_initial(),
            Mode::BeforeHtml => self.start_before_html(start),
            Mode::BeforeHead => self.start_before_head(start),
            Mode::InHead => self.start_in_head(start),
            Mode::InHeadNoscript => self.start_in_head_noscript(start),
            Mode::AfterHead => self.start_after_head(start),
            Mode::Text => Step::Done,
            Mode::InTable => self.start_in_table(start),
            Mode::InTableText => self.leave_table_text(),
            Mode::InCaption => self.start_in_caption(start),
            Mode::InColumnGroup => self.start_in_column_group(start),
            Mode::InTableBody => self.start_in_table_body(start),
            Mode::InRow => self.start_in_row(start),
            Mode::InCell => self.start_in_cell(start),
            Mode::InTemplate => self.start_in_template(start),
            Mode::AfterBody | Mode::AfterAfterBody => self.start_after_body(start),
            Mode::InFrameset => self.start_in_frameset(start),
            Mode::AfterFrameset | Mode::AfterAfterFrameset => self.start_after_frameset(start),
        }
    }

    fn end_in(&mut self, mode: Mode, name: Name<'_>) -> Step {
        match mode {
            Mode::InBody => self.end_in_body(name),
            Mode::Initial => self.leave_initial(),
            Mode::BeforeHtml => self.end_before_html(name),
            Mode::BeforeHead => self.end_before_head(name),
            Mode::InHead => self.end_in_head(name),
            Mode::InHeadNoscript => self.end_in_head_noscript(name),
            Mode::AfterHead => self.end_after_head(name),
            Mode::Text => self.end_of_text(),
            Mode::InTable => self.end_in_table(name),
            Mode::InTableText => self.leave_table_text(),
            Mode::InCaption => self.end_in_caption(name),
            Mode::InColumnGroup => self.end_in_column_group(name),
            Mode::InTableBody => self.end_in_table_body(name),
            Mode::InRow => self.end_in_row(name),
            Mode::InCell => self.end_in_cell(name),
            Mode::InTemplate => self.end_in_template(name),
            Mode::AfterBody => self.end_after_body(name),
            Mode::AfterAfterBody => self.back_to_body(),
            Mode::InFrameset => self.end_in_frameset(name),
            Mode::AfterFrameset => self.end_after_frameset(name),
            Mode::AfterAfterFrameset => Step::Done,
        }
    }

    fn end_of_file(&mut self, mode: Mode) -> Step {
        match mode {
            Mode::Initial => self.leave_initial(),
            Mode::BeforeHtml => self.leave_before_html(),
            Mode::BeforeHead => self.leave_before_head(),
            Mode::InHead | Mode::InHeadNoscript => self.leave_head(),
            Mode::AfterHead => self.leave_after_head(),
            Mode::Text => {
                self.end_of_text();
                Step::Again
            }
            Mode::InTableText => self.leave_table_text(),
            Mode::AfterBody
            | Mode::AfterAfterBody
            | Mode::InFrameset
            | Mode::AfterFrameset
            | Mode::AfterAfterFrameset => Step::Done,
            _ if self.template_modes.is_empty() => Step::Done,
            _ => self.end_of_templates(),
        }
    }
}

/// The limits.
impl Builder<'_> {
    /// Elements that the tree builder holds: the limit of depth counts these, not
    /// only open ones, since formatting elements come back.
    fn held(&self) -> usize {
        let others = [self.head.is_some(), self.form.is_some(), self.context.is_some(), true];
        self.stack.len() + self.formatting.elements() + others.iter().filter(|&&held| held).count()
    }

    /// Whether other elements could come to stand inside the element. Void and
    /// raw-text elements cannot, but only in HTML content are they what their
    /// names say.
    fn nests(&self, tag: Tag) -> bool {
        !(tag.is_void() || tag.holds_raw_text()) || self.in_foreign_content()
    }

    /// Whether the current node is an HTML element of this tag that was made
    /// since the tree had `first_new` nodes. Start tags may be ignored.
    fn has_opened(&self, tag: Tag, first_new: usize) -> bool {
        self.stack.current().is_some_and(|open| open.is(tag) && open.id.index() >= first_new)
    }

    fn takes_more(&mut self) -> bool {
        if self.is_full() {
            self.arena.hit(LimitHit::Nodes);
        }
        !self.is_full()
    }
}

impl Consumer for Builder<'_> {
    fn characters(&mut self, text: Text<'_>) {
        self.push_text(text);
    }

    fn null(&mut self) {
        self.flush();
        if self.takes_more() {
            self.null_character();
        }
    }

    fn start_tag(&mut self, token: &StartTag<'_>) -> Next {
        self.flush();
        if !self.takes_more() {
            return Next::Data;
        }
        if token.attributes.overflown() {
            self.arena.hit(LimitHit::Attributes);
        }
        let tag = token.name.tag;
        if self.held() >= self.limits.max_depth && self.nests(tag) {
            self.arena.hit(LimitHit::Depth);
            return Next::Data;
        }
        let start = Start { tag, token };
        let first_new = self.arena.len();
        self.next = Next::Data;
        loop {
            let step = if self.start_is_foreign(start) {
                self.start_in_foreign(start)
            } else {
                self.start_in(self.mode, start)
            };
            if step == Step::Done {
                break;
            }
        }
        if token.self_closing && self.self_closing == SelfClosing::Xml && self.has_opened(tag, first_new) {
            self.end_tag(token.name);
            self.next = Next::Data;
        }
        self.next
    }

    fn end_tag(&mut self, name: Name<'_>) {
        self.flush();
        if !self.takes_more() {
            return;
        }
        loop {
            let step = if self.in_foreign_content() {
                self.end_in_foreign(name)
            } else {
                self.end_in(self.mode, name)
            };
            if step == Step::Done {
                return;
            }
        }
    }

    fn comment(&mut self, text: Text<'_>) {
        self.flush();
        if self.mode == Mode::InTableText {
            self.leave_table_text();
        }
        if self.keep == Keep::Everything && self.takes_more() {
            self.insert_comment(text);
        }
    }

    fn doctype(&mut self, doctype: Doctype<'_>) {
        self.flush();
        if self.mode == Mode::InTableText {
            return;
        }
        if self.mode == Mode::Initial && self.takes_more() {
            self.insert_doctype(&doctype);
            self.mode = Mode::BeforeHtml;
        }
    }

    fn in_foreign_content(&self) -> bool {
        self.adjusted_current().is_some_and(|open| !open.roles.has(stack::Roles::HTML))
    }

    fn wants(&self, name: &Name<'_>) -> Wanted {
        let all = match name.tag {
            Tag::Input | Tag::Script => true,
            Tag::Other => name.source.eq_ignore_ascii_case("annotation-xml"),
            tag => tag.is_formatting(),
        };
        if all || self.keep == Keep::Everything { Wanted::All } else { Wanted::Listed }
    }

    fn is_full(&self) -> bool {
        self.arena.len() >= self.limits.max_nodes
    }
}

impl Builder<'_> {
    fn adjusted_current(&self) -> Option<Open> {
        self.context.filter(|_| self.stack.len() == 1).or_else(|| self.stack.current())
    }

    /// § 13.2.6.2: an element whose content is text.
    fn insert_raw_text(&mut self, start: Start<'_>, kind: RawKind) -> Step {
        self.insert_element(start);
        self.original_mode = self.mode;
        self.mode = Mode::Text;
        let emit = match (self.keep, start.tag) {
            (Keep::Everything, _) => true,
            (_, Tag::Style) => false,
            (_, Tag::Script) => holds_data(start.token),
            _ => true,
        };
        self.next = Next::Raw(Raw { kind, emit });
        Step::Done
    }

    fn end_of_text(&mut self) -> Step {
        self.stack.pop();
        self.mode = self.original_mode;
        Step::Done
    }

    fn insert_doctype(&mut self, doctype: &Doctype<'_>) {
        let part = |part: &Option<std::borrow::Cow<'_, str>>| part.as_deref().unwrap_or_default().to_owned();
        let text = [part(&doctype.name), part(&doctype.public_id), part(&doctype.system_id)].join("\0");
        let text = self.arena.own(&text);
        let id = self.arena.add_leaf(NodeKind::Doctype, text);
        self.arena.append(NodeId::DOCUMENT, id);
        self.arena.set_quirks_mode(quirks::mode(doctype));
    }

    fn is_quirky(&self) -> bool {
        self.arena.store.quirks_mode == QuirksMode::Full
    }
}

/// Whether a script holds data, by its type.
fn holds_data(token: &StartTag<'_>) -> bool {
    token.attributes.get("type").is_some_and(|value| {
        let kind = value.to_ascii_lowercase();
        kind.contains("json") || kind.contains("math/tex")
    })
}
