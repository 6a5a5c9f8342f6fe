//! The definitions, written once more, in plain loops over (truth, prediction, weight).

pub(crate) type Rows = [(f64, f64, f64)];

pub(crate) fn mean(rows: &Rows, term: impl Fn(f64, f64) -> f64) -> f64 {
    let total: f64 = rows.iter().map(|&(y, p, w)| w * term(y, p)).sum();
    total / rows.iter().map(|row| row.2).sum::<f64>()
}

pub(crate) fn mse(rows: &Rows) -> f64 {
    mean(rows, |y, p| (y - p) * (y - p))
}

pub(crate) fn mae(rows: &Rows) -> f64 {
    mean(rows, |y, p| (y - p).abs())
}

pub(crate) fn r2(rows: &Rows) -> f64 {
    let center = mean(rows, |y, _| y);
    1.0 - mse(rows) / mean(rows, |y, _| (y - center) * (y - center))
}

pub(crate) fn pearson(rows: &Rows) -> f64 {
    let (y0, p0) = (mean(rows, |y, _| y), mean(rows, |_, p| p));
    let (yy, pp) = (mean(rows, |y, _| (y - y0).powi(2)), mean(rows, |_, p| (p - p0).powi(2)));
    mean(rows, |y, p| (y - y0) * (p - p0)) / (yy * pp).sqrt()
}

/// The weight of rows of a truth, on one side of a threshold.
fn share(rows: &Rows, truth: f64, above: bool, threshold: f64) -> f64 {
    let rows = rows.iter().filter(|row| row.0 == truth && (row.1 > threshold) == above);
    rows.map(|row| row.2).sum()
}

pub(crate) fn accuracy(rows: &Rows, threshold: f64) -> f64 {
    mean(rows, |y, p| f64::from(u8::from((p > threshold) == (y == 1.0))))
}

pub(crate) fn precision(rows: &Rows, threshold: f64) -> f64 {
    let (right, wrong) = (share(rows, 1.0, true, threshold), share(rows, 0.0, true, threshold));
    right / (right + wrong)
}

pub(crate) fn recall(rows: &Rows, threshold: f64) -> f64 {
    let (found, missed) = (share(rows, 1.0, true, threshold), share(rows, 1.0, false, threshold));
    found / (found + missed)
}

pub(crate) fn f1(rows: &Rows, threshold: f64) -> f64 {
    let (precision, recall) = (precision(rows, threshold), recall(rows, threshold));
    2.0 * precision * recall / (precision + recall)
}

pub(crate) fn log_loss(rows: &Rows) -> f64 {
    mean(rows, |y, p| {
        let p = p.clamp(1e-7, 1.0 - 1e-7);
        -(y * p.ln() + (1.0 - y) * (1.0 - p).ln())
    })
}

/// Over all pairs of a positive and a negative.
pub(crate) fn roc_auc(rows: &Rows) -> f64 {
    let (mut ordered, mut pairs) = (0.0, 0.0);
    for &(_, positive, w) in rows.iter().filter(|row| row.0 == 1.0) {
        for &(_, negative, v) in rows.iter().filter(|row| row.0 == 0.0) {
            pairs += w * v;
            ordered += w
                * v
                * (f64::from(u8::from(positive > negative))
                    + 0.5 * f64::from(u8::from(positive == negative)));
        }
    }
    ordered / pairs
}

/// The precision at every positive's own score, averaged over the positives.
pub(crate) fn average_precision(rows: &Rows) -> f64 {
    let positives: Vec<_> = rows.iter().filter(|row| row.0 == 1.0).collect();
    let at = |score: f64| {
        let above = rows.iter().filter(|row| row.1 >= score);
        let (mut right, mut all) = (0.0, 0.0);
        above.for_each(|&(y, _, w)| {
            right += y * w;
            all += w;
        });
        right / all
    };
    let total: f64 = positives.iter().map(|row| row.2 * at(row.1)).sum();
    total / positives.iter().map(|row| row.2).sum::<f64>()
}
