//! Values of scipy, statsmodels and `MLstatkit` (`data/golden/comparison_cases.py`), and the definitions.

use approx::assert_relative_eq;
use ndarray::Array1;
use ndarray_metrics::prelude::*;
use serde_json::Value;

fn numbers(value: &Value) -> Array1<f64> {
    value.as_array().expect("a list").iter().map(|x| x.as_f64().expect("a number")).collect()
}

#[track_caller]
fn near(found: f64, expected: &Value) {
    let expected = expected.as_f64().expect("a number");
    assert_relative_eq!(found, expected, max_relative = 1e-9, epsilon = 1e-13);
}

#[test]
fn scipy_statsmodels_and_mlstatkit_say_the_same() -> Result<(), Error> {
    let whole: Value =
        serde_json::from_str(include_str!("../data/scipy_comparisons.json")).expect("JSON");
    let cases = whole["cases"].as_array().expect("cases");
    assert_eq!(cases.len(), 8);
    let accuracy = BinaryAccuracy { threshold: 0.5 };
    for case in cases {
        let y = numbers(&case["true"]);
        let [a, b, c] = [0, 1, 2].map(|model| numbers(&case["models"][model]));
        let mean = MeanSquaredError.compare(&y, &a, &b)?;
        near(mean.difference.value, &case["mean"]["difference"]);
        near(mean.p_value()?, &case["mean"]["p"]);
        let discordant = accuracy.compare(&y, &a, &b)?.discordant()?;
        let counts = [discordant.first_only, discordant.second_only];
        assert_eq!(case["hits"]["counts"], serde_json::json!(counts));
        near(discordant.exact_p_value(), &case["hits"]["exact"]);
        near(discordant.mid_p_value(), &case["hits"]["mid"]);
        let area = RocAuc.compare(&y, &a, &b)?;
        near(area.first, &case["area"]["areas"][0]);
        near(area.second, &case["area"]["areas"][1]);
        near(area.p_value()?, &case["area"]["p"]);
        let difference = &area.difference;
        let z = difference.value / difference.standard_error?;
        near(z.abs(), &serde_json::json!(case["area"]["z"].as_f64().map(f64::abs)));
        assert_relative_eq!(difference.standard_error?, delong(&y, &a, &b), max_relative = 1e-12);
        let q = accuracy.cochrans_q(&y, &[&a, &b, &c])?;
        near(q.statistic()?, &case["q"]["statistic"]);
        near(q.p_value()?, &case["q"]["p"]);
    }
    Ok(())
}

/// The definition: every positive with every negative.
fn delong(y: &Array1<f64>, a: &Array1<f64>, b: &Array1<f64>) -> f64 {
    let side = |label: f64| (0..y.len()).filter(|&i| y[i] == label).collect::<Vec<_>>();
    let (positives, negatives) = (side(1.0), side(0.0));
    // −0.0 and 0.0 are one score.
    let won = |s: &Array1<f64>, i: usize, j: usize| {
        f64::from(s[i] > s[j]) + 0.5 * f64::from(s[i] == s[j])
    };
    let apart = |i: usize, j: usize| won(a, i, j) - won(b, i, j);
    let share = |own: &[usize], others: &[usize], of: &dyn Fn(usize, usize) -> f64| {
        let n = others.len() as f64;
        let v: Vec<f64> =
            own.iter().map(|&i| others.iter().map(|&j| of(i, j)).sum::<f64>() / n).collect();
        let mean = v.iter().sum::<f64>() / v.len() as f64;
        let squares: f64 = v.iter().map(|v| (v - mean) * (v - mean)).sum();
        squares / (v.len() * (v.len() - 1)) as f64
    };
    let of_positives = share(&positives, &negatives, &apart);
    (of_positives + share(&negatives, &positives, &|j, i| apart(i, j))).sqrt()
}
