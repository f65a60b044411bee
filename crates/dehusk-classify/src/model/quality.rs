//! From the F1 that scores let expect to the F1 that came true.

/// 1 in a [`QualityPoint`].
pub(super) const WHOLE: u16 = 1 << 15;

/// How good a document is whose scores let expect some F1: what cross-validation
/// saw.
///
/// Scores of one page err together, so the expectation is too sure of itself.
/// This is the form in which isotonic regression is kept (Zadrozny and Elkan,
/// "Transforming classifier scores into accurate multiclass probability
/// estimates", 2002).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Quality {
    /// Rising; what lies between two points is on the line between them. None:
    /// what is expected comes true.
    pub points: Vec<QualityPoint>,
    /// The share of pages from which nothing was kept and nothing was to be, in
    /// units of 2^-15.
    pub nothing: u16,
}

/// The mean F1 of the texts of which so much was expected; both in units of
/// 2^-15, at most 1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QualityPoint {
    /// Greater than that of the point before.
    pub expected: u16,
    /// At least that of the point before.
    pub quality: u16,
}

impl Quality {
    /// The quality of a document by its expected F1; `None` if nothing is kept.
    ///
    /// By integers and one exact division: the same on every machine.
    pub fn of(&self, expected: Option<f32>) -> f32 {
        let Some(expected) = expected else { return share(self.nothing.into()) };
        let at = (expected.clamp(0.0, 1.0) * f32::from(WHOLE)) as u32;
        let after = self.points.partition_point(|point| u32::from(point.expected) <= at);
        share(match (after.checked_sub(1).map(|before| self.points[before]), self.points.get(after)) {
            (Some(low), Some(high)) => {
                let (width, way) = (u32::from(high.expected - low.expected), at - u32::from(low.expected));
                u32::from(low.quality) + u32::from(high.quality - low.quality) * way / width
            }
            (Some(nearest), None) => nearest.quality.into(),
            (None, Some(nearest)) => nearest.quality.into(),
            (None, None) => at,
        })
    }
}

fn share(parts: u32) -> f32 {
    parts as f32 / f32::from(WHOLE)
}

#[cfg(test)]
#[expect(clippy::float_cmp, reason = "all are exact")]
mod tests {
    use super::*;

    #[test]
    fn points_are_followed() {
        let point = |expected, quality| QualityPoint { expected, quality };
        let points = vec![point(WHOLE / 4, 0), point(WHOLE / 2, WHOLE / 2), point(WHOLE, WHOLE)];
        let quality = Quality { points, nothing: WHOLE / 8 };
        let found = [0.0, 0.25, 0.375, 0.5, 0.75, 1.0, 2.0].map(|expected| quality.of(Some(expected)));
        assert_eq!(found, [0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0]);
        assert_eq!(quality.of(None), 0.125);
    }

    #[test]
    fn without_points_expectations_come_true() {
        assert_eq!(Quality::default().of(Some(0.5)), 0.5);
        assert_eq!(Quality::default().of(None), 0.0);
    }
}
