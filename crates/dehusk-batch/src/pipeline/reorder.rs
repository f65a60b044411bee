//! Restores the order of reading.

use std::collections::VecDeque;

/// Holds results that came too early. Its size is bounded by what the gate
/// lets in.
pub(super) struct Reorder<T> {
    next: u64,
    waiting: VecDeque<Option<T>>,
}

impl<T> Default for Reorder<T> {
    fn default() -> Self {
        Self { next: 0, waiting: VecDeque::new() }
    }
}

impl<T> Reorder<T> {
    /// Takes in the result with this number. Each number comes once.
    pub(super) fn insert(&mut self, number: u64, result: T) {
        let index = (number - self.next) as usize;
        if self.waiting.len() <= index {
            self.waiting.resize_with(index + 1, || None);
        }
        self.waiting[index] = Some(result);
    }

    /// The result whose turn it is, if it is there.
    pub(super) fn next(&mut self) -> Option<T> {
        let result = self.waiting.front_mut()?.take()?;
        self.waiting.pop_front();
        self.next += 1;
        Some(result)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_come_in_order() {
        let mut reorder = Reorder::default();
        reorder.insert(2, 'c');
        assert_eq!(reorder.next(), None);
        reorder.insert(0, 'a');
        assert_eq!(reorder.next(), Some('a'));
        assert_eq!(reorder.next(), None);
        reorder.insert(1, 'b');
        assert_eq!([reorder.next(), reorder.next(), reorder.next()], [Some('b'), Some('c'), None]);
    }
}
