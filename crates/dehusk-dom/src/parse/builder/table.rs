//! The modes in tables (HTML Standard § 13.2.6.4.9 to § 13.2.6.4.15).

use super::stack::Roles;
use super::{Builder, Mode, Start, Step};
use crate::Tag;
use crate::tokenize::Name;

const TABLE: &[Tag] = &[Tag::Table, Tag::Template, Tag::Html];
const TABLE_BODY: &[Tag] = &[Tag::TBody, Tag::TFoot, Tag::THead, Tag::Template, Tag::Html];
const ROW: &[Tag] = &[Tag::Tr, Tag::Template, Tag::Html];

/// In a table, outside its rows.
impl Builder<'_> {
    pub(super) fn start_in_table(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::Caption => {
                self.stack.pop_to(TABLE);
                self.formatting.push_marker();
                self.insert_in_mode(start, Mode::InCaption)
            }
            Tag::ColGroup => {
                self.stack.pop_to(TABLE);
                self.insert_in_mode(start, Mode::InColumnGroup)
            }
            Tag::Col => {
                self.stack.pop_to(TABLE);
                self.insert_implied(Tag::ColGroup);
                self.again_in(Mode::InColumnGroup)
            }
            Tag::TBody | Tag::TFoot | Tag::THead => {
                self.stack.pop_to(TABLE);
                self.insert_in_mode(start, Mode::InTableBody)
            }
            Tag::Td | Tag::Th | Tag::Tr => {
                self.stack.pop_to(TABLE);
                self.insert_implied(Tag::TBody);
                self.again_in(Mode::InTableBody)
            }
            Tag::Table => {
                if !self.in_table_scope(Tag::Table) {
                    return Step::Done;
                }
                self.close_table();
                Step::Again
            }
            Tag::Style | Tag::Script | Tag::Template => self.start_in_head(start),
            Tag::Input if is_hidden(start) => {
                self.insert_void(start);
                Step::Done
            }
            Tag::Form => {
                if self.form.is_none() && !self.stack.has(Tag::Template) {
                    self.form = Some(self.insert_void(start));
                }
                Step::Done
            }
            _ => self.foster(|builder| builder.start_in_body(start)),
        }
    }

    pub(super) fn end_in_table(&mut self, name: Name<'_>) -> Step {
        match name.tag {
            Tag::Table => {
                if self.in_table_scope(Tag::Table) {
                    self.close_table();
                }
                Step::Done
            }
            Tag::Body
            | Tag::Caption
            | Tag::Col
            | Tag::ColGroup
            | Tag::Html
            | Tag::TBody
            | Tag::Td
            | Tag::TFoot
            | Tag::Th
            | Tag::THead
            | Tag::Tr => Step::Done,
            Tag::Template => self.end_template(),
            _ => self.foster(|builder| builder.end_in_body(name)),
        }
    }

    fn insert_in_mode(&mut self, start: Start<'_>, mode: Mode) -> Step {
        self.insert_element(start);
        self.mode = mode;
        Step::Done
    }

    fn close_table(&mut self) {
        self.stack.pop_through(|open| open.is(Tag::Table));
        self.reset_mode();
    }

    fn in_table_scope(&self, tag: Tag) -> bool {
        self.stack.has_in_scope(tag, Roles::TABLE_SCOPE)
    }
}

/// Whether an `<input>` is hidden.
pub(super) fn is_hidden(start: Start<'_>) -> bool {
    start.token.attributes.get("type").is_some_and(|value| value.eq_ignore_ascii_case("hidden"))
}

/// In a caption.
impl Builder<'_> {
    pub(super) fn start_in_caption(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::Caption
            | Tag::Col
            | Tag::ColGroup
            | Tag::TBody
            | Tag::Td
            | Tag::TFoot
            | Tag::Th
            | Tag::THead
            | Tag::Tr => self.leave_caption(),
            _ => self.start_in_body(start),
        }
    }

    pub(super) fn end_in_caption(&mut self, name: Name<'_>) -> Step {
        match name.tag {
            Tag::Caption => {
                self.leave_caption();
                Step::Done
            }
            Tag::Table => self.leave_caption(),
            Tag::Body
            | Tag::Col
            | Tag::ColGroup
            | Tag::Html
            | Tag::TBody
            | Tag::Td
            | Tag::TFoot
            | Tag::Th
            | Tag::THead
            | Tag::Tr => Step::Done,
            _ => self.end_in_body(name),
        }
    }

    fn leave_caption(&mut self) -> Step {
        if !self.in_table_scope(Tag::Caption) {
            return Step::Done;
        }
        self.stack.end_implied(Roles::IMPLIED_END, None);
        self.stack.pop_through(|open| open.is(Tag::Caption));
        self.formatting.clear_to_marker();
        self.again_in(Mode::InTable)
    }
}

/// In a column group.
impl Builder<'_> {
    pub(super) fn start_in_column_group(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::Html => self.start_in_body(start),
            Tag::Col => {
                self.insert_void(start);
                Step::Done
            }
            Tag::Template => self.start_in_head(start),
            _ => self.leave_column_group(),
        }
    }

    pub(super) fn end_in_column_group(&mut self, name: Name<'_>) -> Step {
        match name.tag {
            Tag::ColGroup => {
                self.leave_column_group();
                Step::Done
            }
            Tag::Col => Step::Done,
            Tag::Template => self.end_template(),
            _ => self.leave_column_group(),
        }
    }

    pub(super) fn leave_column_group(&mut self) -> Step {
        if !self.stack.is_current(Tag::ColGroup) {
            return Step::Done;
        }
        self.stack.pop();
        self.again_in(Mode::InTable)
    }
}

/// In a table's body, head or foot.
impl Builder<'_> {
    pub(super) fn start_in_table_body(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::Tr => {
                self.stack.pop_to(TABLE_BODY);
                self.insert_in_mode(start, Mode::InRow)
            }
            Tag::Th | Tag::Td => {
                self.stack.pop_to(TABLE_BODY);
                self.insert_implied(Tag::Tr);
                self.again_in(Mode::InRow)
            }
            Tag::Caption | Tag::Col | Tag::ColGroup | Tag::TBody | Tag::TFoot | Tag::THead => {
                self.leave_table_body()
            }
            _ => self.start_in_table(start),
        }
    }

    pub(super) fn end_in_table_body(&mut self, name: Name<'_>) -> Step {
        match name.tag {
            Tag::TBody | Tag::TFoot | Tag::THead => {
                if self.in_table_scope(name.tag) {
                    self.stack.pop_to(TABLE_BODY);
                    self.stack.pop();
                    self.mode = Mode::InTable;
                }
                Step::Done
            }
            Tag::Table => self.leave_table_body(),
            Tag::Body | Tag::Caption | Tag::Col | Tag::ColGroup | Tag::Html | Tag::Td | Tag::Th | Tag::Tr => {
                Step::Done
            }
            _ => self.end_in_table(name),
        }
    }

    fn leave_table_body(&mut self) -> Step {
        // html5ever's set, which has the table in place of `thead`.
        let is_part = |tag| matches!(tag, Tag::Table | Tag::TBody | Tag::TFoot);
        if !self
            .stack
            .any_in_scope(Roles::TABLE_SCOPE, |open| open.roles.has(Roles::HTML) && is_part(open.tag))
        {
            return Step::Done;
        }
        self.stack.pop_to(TABLE_BODY);
        self.stack.pop();
        self.again_in(Mode::InTable)
    }
}

/// In a row.
impl Builder<'_> {
    pub(super) fn start_in_row(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::Th | Tag::Td => {
                self.stack.pop_to(ROW);
                self.formatting.push_marker();
                self.insert_in_mode(start, Mode::InCell)
            }
            Tag::Caption | Tag::Col | Tag::ColGroup | Tag::TBody | Tag::TFoot | Tag::THead | Tag::Tr => {
                self.leave_row()
            }
            _ => self.start_in_table(start),
        }
    }

    pub(super) fn end_in_row(&mut self, name: Name<'_>) -> Step {
        match name.tag {
            Tag::Tr => {
                self.leave_row();
                Step::Done
            }
            Tag::Table => self.leave_row(),
            Tag::TBody | Tag::TFoot | Tag::THead if self.in_table_scope(name.tag) => self.leave_row(),
            Tag::TBody
            | Tag::TFoot
            | Tag::THead
            | Tag::Body
            | Tag::Caption
            | Tag::Col
            | Tag::ColGroup
            | Tag::Html
            | Tag::Td
            | Tag::Th => Step::Done,
            _ => self.end_in_table(name),
        }
    }

    fn leave_row(&mut self) -> Step {
        if !self.in_table_scope(Tag::Tr) {
            return Step::Done;
        }
        self.stack.pop_to(ROW);
        self.stack.pop();
        self.again_in(Mode::InTableBody)
    }
}

/// In a cell.
impl Builder<'_> {
    pub(super) fn start_in_cell(&mut self, start: Start<'_>) -> Step {
        match start.tag {
            Tag::Caption
            | Tag::Col
            | Tag::ColGroup
            | Tag::TBody
            | Tag::Td
            | Tag::TFoot
            | Tag::Th
            | Tag::THead
            | Tag::Tr => {
                if self.in_table_scope(Tag::Td) || self.in_table_scope(Tag::Th) {
                    self.leave_cell()
                } else {
                    Step::Done
                }
            }
            _ => self.start_in_body(start),
        }
    }

    pub(super) fn end_in_cell(&mut self, name: Name<'_>) -> Step {
        match name.tag {
            Tag::Td | Tag::Th => {
                if self.in_table_scope(name.tag) {
                    self.stack.end_implied(Roles::IMPLIED_END, None);
                    self.stack.pop_through(|open| open.is(name.tag));
                    self.formatting.clear_to_marker();
                    self.mode = Mode::InRow;
                }
                Step::Done
            }
            Tag::Body | Tag::Caption | Tag::Col | Tag::ColGroup | Tag::Html => Step::Done,
            Tag::Table | Tag::TBody | Tag::TFoot | Tag::THead | Tag::Tr => {
                if self.in_table_scope(name.tag) {
                    self.leave_cell()
                } else {
                    Step::Done
                }
            }
            _ => self.end_in_body(name),
        }
    }

    fn leave_cell(&mut self) -> Step {
        self.stack.end_implied(Roles::IMPLIED_END, None);
        self.stack.pop_through(|open| open.is(Tag::Td) || open.is(Tag::Th));
        self.formatting.clear_to_marker();
        self.again_in(Mode::InRow)
    }
}
