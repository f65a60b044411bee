//! Runs of text, and where they are not one node.

use super::{Builder, Mode, Step};
use crate::store::Span;
use crate::tokenize::{Consumer, Text};

/// Whether text is white space only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Space,
    Words,
}

impl Kind {
    fn of(text: &str) -> Self {
        if is_space_only(text) { Self::Space } else { Self::Words }
    }
}

/// The run of text at hand. It is a range of the source until a piece comes that
/// does not go on there.
#[derive(Debug, Default)]
pub(super) struct Run {
    span: Option<Span>,
    has_words: bool,
}

impl Builder<'_> {
    pub(super) fn push_text(&mut self, text: Text<'_>) {
        let content = text.as_str(self.arena.source);
        self.run.has_words = self.run.has_words || !is_space_only(content);
        self.run.span = Some(match (self.run.span, text) {
            (None, text) => self.arena.text(text),
            (Some(run), Text::Source(span)) => match run.join(span) {
                Some(joined) => joined,
                None => self.arena.join(run, Text::Source(span)),
            },
            (Some(run), text) => self.arena.join(run, text),
        });
    }

    /// Deals with the run of text at hand, which ends here. Comes before every
    /// token that is no text.
    pub(super) fn flush(&mut self) {
        let drops_line_feed = std::mem::take(&mut self.drops_line_feed);
        let Some(mut span) = self.run.span.take() else { return };
        let kind = if std::mem::take(&mut self.run.has_words) { Kind::Words } else { Kind::Space };
        if !self.takes_more() {
            return;
        }
        if drops_line_feed && self.arena.str(span).starts_with('\n') {
            span = span.split_at(1).1;
            if span.len() == 0 {
                return;
            }
        }
        if self.text_is_foreign() {
            self.frameset_ok &= kind == Kind::Space;
            return self.insert_text(span);
        }
        let mut rest = Some((span, kind));
        while let Some((span, kind)) = rest
            && self.takes_more()
        {
            rest = self.text_in(self.mode, span, kind);
        }
    }

    /// Deals with the head of a run, and gives what is left of it.
    fn text_in(&mut self, mode: Mode, span: Span, kind: Kind) -> Option<(Span, Kind)> {
        match mode {
            Mode::InBody | Mode::InCaption | Mode::InCell | Mode::InTemplate => self.text_in_body(span, kind),
            Mode::Text => self.insert_text(span),
            Mode::InTable | Mode::InTableBody | Mode::InRow => self.text_in_table(span, kind),
            Mode::InTableText => self.table_text.push(span),
            Mode::AfterBody | Mode::AfterAfterBody => {
                if kind == Kind::Words {
                    self.mode = Mode::InBody;
                }
                self.text_in_body(span, kind);
            }
            Mode::Initial | Mode::BeforeHtml | Mode::BeforeHead => {
                return self.text_apart(span, kind, |_, _| {}, Self::leave_for_text);
            }
            Mode::InHead | Mode::InHeadNoscript | Mode::AfterHead | Mode::InColumnGroup => {
                return self.text_apart(span, kind, Self::insert_text, Self::leave_for_text);
            }
            Mode::InFrameset | Mode::AfterFrameset => {
                return self.text_apart(span, kind, Self::insert_text, |_| Step::Done);
            }
            Mode::AfterAfterFrameset => {
                return self.text_apart(
                    span,
                    kind,
                    |builder, span| builder.text_in_body(span, Kind::Space),
                    |_| Step::Done,
                );
            }
        }
        None
    }

    /// Deals with white space at the head of a run apart from the words behind
    /// it. Where words are dropped, so are those up to the next white space.
    fn text_apart(
        &mut self,
        span: Span,
        kind: Kind,
        space: impl Fn(&mut Self, Span),
        words: impl Fn(&mut Self) -> Step,
    ) -> Option<(Span, Kind)> {
        let text = self.arena.str(span);
        if kind == Kind::Space {
            space(self, span);
            return None;
        }
        let is_space = |byte: &u8| byte.is_ascii_whitespace();
        let length = text.bytes().position(|byte| !is_space(&byte)).unwrap_or(text.len());
        if length > 0 {
            let (head, rest) = span.split_at(length);
            space(self, head);
            return Some((rest, kind));
        }
        let length = text.bytes().position(|byte| is_space(&byte)).unwrap_or(text.len());
        if words(self) == Step::Again {
            return Some((span, kind));
        }
        let rest = span.split_at(length).1;
        (rest.len() > 0).then_some((rest, Kind::of(self.arena.str(rest))))
    }

    /// Leaves a mode that takes no words.
    fn leave_for_text(&mut self) -> Step {
        match self.mode {
            Mode::Initial => self.leave_initial(),
            Mode::BeforeHtml => self.leave_before_html(),
            Mode::BeforeHead => self.leave_before_head(),
            Mode::InHeadNoscript => self.leave_head_noscript(),
            Mode::InHead => self.leave_head(),
            Mode::AfterHead => self.leave_after_head(),
            _ => self.leave_column_group(),
        }
    }

    fn text_in_body(&mut self, span: Span, kind: Kind) {
        self.reconstruct_formatting();
        self.frameset_ok &= kind == Kind::Space;
        self.insert_text(span);
    }

    fn text_in_table(&mut self, span: Span, kind: Kind) {
        if self.current_fosters() {
            self.original_mode = self.mode;
            self.mode = Mode::InTableText;
            self.table_text.push(span);
        } else {
            self.foster(|builder| builder.text_in_body(span, kind));
        }
    }

    /// § 13.2.6.4.10: text in a table goes before the table if it has words.
    pub(super) fn leave_table_text(&mut self) -> Step {
        let pending = std::mem::take(&mut self.table_text);
        if pending.iter().all(|&span| is_space_only(self.arena.str(span))) {
            for &span in &pending {
                self.insert_text(span);
            }
        } else {
            self.foster(|builder| {
                for &span in &pending {
                    builder.text_in_body(span, Kind::of(builder.arena.str(span)));
                }
            });
        }
        self.mode = self.original_mode;
        Step::Again
    }

    /// U+0000: dropped where it is text, but for foreign content.
    pub(super) fn null_character(&mut self) {
        if self.text_is_foreign() {
            let span = self.arena.own("\u{FFFD}");
            return self.insert_text(span);
        }
        loop {
            let step = match self.mode {
                Mode::Initial
                | Mode::BeforeHtml
                | Mode::BeforeHead
                | Mode::InHead
                | Mode::InHeadNoscript
                | Mode::AfterHead
                | Mode::InColumnGroup => self.leave_for_text(),
                Mode::AfterBody | Mode::AfterAfterBody => self.back_to_body(),
                _ => Step::Done,
            };
            if step == Step::Done || self.is_full() {
                return;
            }
        }
    }
}

fn is_space_only(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_whitespace())
}
