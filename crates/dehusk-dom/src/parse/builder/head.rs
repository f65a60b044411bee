//! The modes before the body (HTML Standard § 13.2.6.4.1 to § 13.2.6.4.6).

use super::{Builder, Mode, Start, Step};
use crate::store::AttributeRange;
use crate::tokenize::{Name, RawKind};
use crate::{QuirksMode, Tag};

/// No document type: quirks mode.
impl Builder<'_> {
    pub(super) fn leave_initial(&mut self) -> Step {
        self.arena.set_quirks_mode(QuirksMode::Full);
        self.again_in(Mode::BeforeHtml)
    }

    pub(super) fn again_in(&mut self, mode: Mode) -> Step {
        self.mode = mode;
        Step::Again
    }
}

/// Before `<html>`.
impl Builder<'_> {
    pub(super) fn start_before_html(&mut self, start: Start<'_>) -> Step {
        if start.tag != Tag::Html {
            return self.leave_before_html();
        }
        let attributes = self.arena.add_attributes(super::NO_NAME, start.token.attributes.iter());
        self.insert_root(attributes);
        self.mode = Mode::BeforeHead;
        Step::Done
    }

    pub(super) fn end_before_html(&mut self, name: Name<'_>) -> Step {
        if opens_what_is_missing(name.tag) { self.leave_before_html() } else { Step::Done }
    }

    pub(super) fn leave_before_html(&mut self) -> Step {
        self.insert_root(AttributeRange::EMPTY);
        self.again_in(Mode::BeforeHead)
    }
}

/// End tags that make the parser go on to the body.
const fn opens_what_is_missing(tag: Tag) -> bool {
    matches!(tag, Tag::Head | Tag::Body | Tag::Html | Tag::Br)
}

/// Before `<head>`.
impl Builder<'_> {
    pub(super) fn start_before_head(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::Html => self.start_in_body(start),
            Tag::Head => {
                self.head = Some(self.insert_element(start).id);
                self.mode = Mode::InHead;
                Step::Done
            }
            _ => self.leave_before_head(),
        }
    }

    pub(super) fn end_before_head(&mut self, name: Name<'_>) -> Step {
        if opens_what_is_missing(name.tag) { self.leave_before_head() } else { Step::Done }
    }

    pub(super) fn leave_before_head(&mut self) -> Step {
        self.head = Some(self.insert_implied(Tag::Head));
        self.again_in(Mode::InHead)
    }
}

/// In the head.
impl Builder<'_> {
    pub(super) fn start_in_head(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::Html => return self.start_in_body(start),
            Tag::Base | Tag::BaseFont | Tag::BgSound | Tag::Link | Tag::Meta => {
                self.insert_void(start);
            }
            Tag::Title => return self.insert_raw_text(start, RawKind::Rcdata),
            Tag::NoFrames | Tag::Style => return self.insert_raw_text(start, RawKind::Rawtext),
            Tag::Script => return self.insert_raw_text(start, RawKind::Script),
            Tag::NoScript => {
                self.insert_element(start);
                self.mode = Mode::InHeadNoscript;
            }
            Tag::Template => self.start_template(start),
            Tag::Head => {}
            _ => return self.leave_head(),
        }
        Step::Done
    }

    fn start_template(&mut self, start: Start<'_>) {
        self.formatting.push_marker();
        self.frameset_ok = false;
        self.mode = Mode::InTemplate;
        self.template_modes.push(Mode::InTemplate);
        self.insert_element(start);
    }

    pub(super) fn end_in_head(&mut self, name: Name<'_>) -> Step {
        match name.tag {
            Tag::Head => {
                self.stack.pop();
                self.mode = Mode::AfterHead;
                Step::Done
            }
            Tag::Body | Tag::Html | Tag::Br => self.leave_head(),
            Tag::Template => self.end_template(),
            _ => Step::Done,
        }
    }

    pub(super) fn end_template(&mut self) -> Step {
        if self.stack.has(Tag::Template) {
            self.stack.end_implied(super::stack::Roles::THOROUGH_IMPLIED_END, None);
            self.close_template();
        }
        Step::Done
    }

    pub(super) fn close_template(&mut self) {
        self.stack.pop_through(|open| open.is(Tag::Template));
        self.formatting.clear_to_marker();
        self.template_modes.pop();
        self.reset_mode();
    }

    /// Also out of a `<noscript>` in the head.
    pub(super) fn leave_head(&mut self) -> Step {
        if self.mode == Mode::InHeadNoscript {
            return self.leave_head_noscript();
        }
        self.stack.pop();
        self.again_in(Mode::AfterHead)
    }
}

/// In a `<noscript>` in the head.
impl Builder<'_> {
    pub(super) fn start_in_head_noscript(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::Html => self.start_in_body(start),
            Tag::BaseFont | Tag::BgSound | Tag::Link | Tag::Meta | Tag::NoFrames | Tag::Style => {
                self.start_in_head(start)
            }
            Tag::Head | Tag::NoScript => Step::Done,
            _ => self.leave_head_noscript(),
        }
    }

    pub(super) fn end_in_head_noscript(&mut self, name: Name<'_>) -> Step {
        match name.tag {
            Tag::NoScript => {
                self.stack.pop();
                self.mode = Mode::InHead;
                Step::Done
            }
            Tag::Br => self.leave_head_noscript(),
            _ => Step::Done,
        }
    }

    pub(super) fn leave_head_noscript(&mut self) -> Step {
        self.stack.pop();
        self.again_in(Mode::InHead)
    }
}

/// Behind the head.
impl Builder<'_> {
    pub(super) fn start_after_head(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::Html => self.start_in_body(start),
            Tag::Body => {
                self.insert_element(start);
                self.frameset_ok = false;
                self.mode = Mode::InBody;
                Step::Done
            }
            Tag::FrameSet => {
                self.insert_element(start);
                self.mode = Mode::InFrameset;
                Step::Done
            }
            Tag::Base
            | Tag::BaseFont
            | Tag::BgSound
            | Tag::Link
            | Tag::Meta
            | Tag::NoFrames
            | Tag::Script
            | Tag::Style
            | Tag::Template
            | Tag::Title => self.start_in_closed_head(start),
            Tag::Head => Step::Done,
            _ => self.leave_after_head(),
        }
    }

    /// What belongs into the head goes there, though it is closed.
    fn start_in_closed_head(&mut self, start: Start<'_>) -> Step {
        let Some(id) = self.head else { return Step::Done };
        let roles = super::stack::Roles::of_html(Tag::Head);
        self.stack.push(super::Open { id, name: super::NO_NAME, tag: Tag::Head, roles });
        let step = self.start_in_head(start);
        self.stack.remove(id);
        step
    }

    pub(super) fn end_after_head(&mut self, name: Name<'_>) -> Step {
        match name.tag {
            Tag::Template => self.end_template(),
            Tag::Body | Tag::Html | Tag::Br => self.leave_after_head(),
            _ => Step::Done,
        }
    }

    pub(super) fn leave_after_head(&mut self) -> Step {
        self.insert_implied(Tag::Body);
        self.again_in(Mode::InBody)
    }
}
