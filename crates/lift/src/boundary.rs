//! How far an estimate may be from the truth at any time.

/// The half-width, at any time, of an interval around an estimate of this variance, so that with the chance `1 − error` the truth lies inside
/// at all times together. It is narrowest when the variance comes to `tuned`.
///
/// The mixture boundary `√( V (V + τ²) / τ² · ( ln((V + τ²) / V) + 2 ln(1 / α) ) )`, with `V` the variance and `τ² = V* · (2 ln(1/α) + ln(1 + 2
/// ln(1/α)))` for the variance `V*` at which it is to be narrow: S. R. Howard, A. Ramdas, J. McAuliffe, J. Sekhon, "Time-uniform, nonparametric,
/// nonasymptotic confidence sequences", <https://arxiv.org/abs/1810.08240>, section 3.5.
pub(crate) fn half_width(variance: f64, tuned: f64, error: f64) -> f64 {
    let twice = 2.0 * (1.0 / error).ln();
    let spread = tuned * (twice + twice.ln_1p());
    (variance * (variance + spread) / spread * (((variance + spread) / variance).ln() + twice)).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_wider_than_for_one_look_and_narrow_where_it_is_tuned() {
        let once = 1.96;
        let at = |variance: f64| half_width(variance, 1.0, 0.05) / variance.sqrt();
        assert!((at(1.0) - 3.035).abs() < 0.001, "{}", at(1.0));
        for variance in [100.0, 10.0, 1.0, 0.1, 0.01] {
            assert!(at(variance) > once);
        }
        let tuned_elsewhere = |tuned: f64| half_width(1.0, tuned, 0.05);
        assert!(tuned_elsewhere(1.0) < tuned_elsewhere(30.0) && tuned_elsewhere(1.0) < tuned_elsewhere(0.03));
    }
}
