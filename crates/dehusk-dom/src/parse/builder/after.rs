//! Templates, framesets, and what comes behind the body (HTML Standard
//! § 13.2.6.4.16 to § 13.2.6.4.21).

use super::{Builder, Mode, Start, Step};
use crate::Tag;
use crate::tokenize::Name;

/// In a template.
impl Builder<'_> {
    pub(super) fn start_in_template(&mut self, start: Start<'_>) -> Step {
        let mode = match start.tag {
            Tag::Base
            | Tag::BaseFont
            | Tag::BgSound
            | Tag::Link
            | Tag::Meta
            | Tag::NoFrames
            | Tag::Script
            | Tag::Style
            | Tag::Template
            | Tag::Title => return self.start_in_head(start),
            Tag::Caption | Tag::ColGroup | Tag::TBody | Tag::TFoot | Tag::THead => Mode::InTable,
            Tag::Col => Mode::InColumnGroup,
            Tag::Tr => Mode::InTableBody,
            Tag::Td | Tag::Th => Mode::InRow,
            _ => Mode::InBody,
        };
        self.template_modes.pop();
        self.template_modes.push(mode);
        self.again_in(mode)
    }

    pub(super) fn end_in_template(&mut self, name: Name<'_>) -> Step {
        if name.tag == Tag::Template { self.end_template() } else { Step::Done }
    }

    /// Closes a template that the document ends in.
    pub(super) fn end_of_templates(&mut self) -> Step {
        if !self.stack.has(Tag::Template) {
            return Step::Done;
        }
        self.close_template();
        Step::Again
    }
}

/// Behind the body.
impl Builder<'_> {
    pub(super) fn start_after_body(&mut self, start: Start<'_>) -> Step {
        if start.tag == Tag::Html { self.start_in_body(start) } else { self.back_to_body() }
    }

    pub(super) fn end_after_body(&mut self, name: Name<'_>) -> Step {
        if name.tag != Tag::Html {
            return self.back_to_body();
        }
        if self.context.is_none() {
            self.mode = Mode::AfterAfterBody;
        }
        Step::Done
    }

    pub(super) fn back_to_body(&mut self) -> Step {
        self.again_in(Mode::InBody)
    }
}

/// In and behind framesets.
impl Builder<'_> {
    pub(super) fn start_in_frameset(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::Html => return self.start_in_body(start),
            Tag::FrameSet => {
                self.insert_element(start);
            }
            Tag::Frame => {
                self.insert_void(start);
            }
            Tag::NoFrames => return self.start_in_head(start),
            _ => {}
        }
        Step::Done
    }

    pub(super) fn end_in_frameset(&mut self, name: Name<'_>) -> Step {
        if name.tag == Tag::FrameSet && self.stack.len() > 1 {
            self.stack.pop();
            if self.context.is_none() && !self.stack.is_current(Tag::FrameSet) {
                self.mode = Mode::AfterFrameset;
            }
        }
        Step::Done
    }

    pub(super) fn start_after_frameset(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::Html => self.start_in_body(start),
            Tag::NoFrames => self.start_in_head(start),
            _ => Step::Done,
        }
    }

    pub(super) fn end_after_frameset(&mut self, name: Name<'_>) -> Step {
        if name.tag == Tag::Html {
            self.mode = Mode::AfterAfterFrameset;
        }
        Step::Done
    }
}
