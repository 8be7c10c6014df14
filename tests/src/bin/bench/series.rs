//! Measured values and how they are told: the middle one and the extremes.

/// The values of one thing, in one unit.
#[derive(Debug, Default)]
pub struct Series(Vec<f64>);

impl Series {
    /// Adds a value.
    pub fn add(&mut self, value: f64) {
        self.0.push(value);
        self.0.sort_by(f64::total_cmp);
    }

    /// The one in the middle; the mean of the two there where the number is even.
    pub fn median(&self) -> f64 {
        let middle = self.0.len() / 2;
        match self.0.get(middle) {
            None => f64::NAN,
            Some(upper) if self.0.len() % 2 == 1 => *upper,
            Some(upper) => f64::midpoint(self.0[middle - 1], *upper),
        }
    }

    /// A line of the report.
    pub fn line(&self, name: &str, unit: &str) -> String {
        let [least, most] = [self.0.first(), self.0.last()].map(|value| value.copied().unwrap_or(f64::NAN));
        format!("{name:<54} {:>8.0} {:>8.0} {:>8.0}  {unit}", self.median(), least, most)
    }
}

/// The head of a report.
pub fn head(title: &str) -> String {
    format!("{title:<54} {:>8} {:>8} {:>8}", "median", "min", "max")
}

/// A line that compares the middle values of two series.
pub fn comparison(name: &str, one: &Series, other: &Series, unit: &str, aim: f64) -> String {
    let (difference, ratio) = (one.median() - other.median(), one.median() / other.median());
    format!("{name:<54} {difference:>+8.0} {:>8} {:>8}  {unit}, {ratio:.2} times (aim: at most +{aim})", "", "")
}
