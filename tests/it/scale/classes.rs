//! Classes: a table counted in a plain loop, and textbook formulas over it.

use approx::assert_relative_eq;
use ndarray::{Array1, Array2, Axis};
use ndarray_metrics::prelude::*;

use super::{
    CLASSES, added, assert_is_near, assert_is_ratio, block_len, blocks, class_labels, one_hot,
    rows, streamed,
};

/// How often each class was taken for which, row after row.
type Table = [i128; CLASSES * CLASSES];

fn counted(y: &Array1<u8>, p: impl Iterator<Item = usize>) -> Table {
    let mut table = [0; CLASSES * CLASSES];
    y.iter().zip(p).for_each(|(&y, p)| table[CLASSES * usize::from(y) + p] += 1);
    table
}

fn right(table: &Table, class: usize) -> i128 {
    table[(CLASSES + 1) * class]
}

fn true_ones(table: &Table, class: usize) -> i128 {
    (0..CLASSES).map(|other| table[CLASSES * class + other]).sum()
}

fn predicted_ones(table: &Table, class: usize) -> i128 {
    (0..CLASSES).map(|other| table[CLASSES * other + class]).sum()
}

/// The mean of a ratio over some classes.
fn mean(classes: &[usize], ratio: impl Fn(usize) -> (i128, i128)) -> f64 {
    let ratios = classes.iter().map(|&class| ratio(class)).map(|(a, b)| a as f64 / b as f64);
    ratios.sum::<f64>() / classes.len() as f64
}

fn overlap(table: &Table, class: usize) -> (i128, i128) {
    let both = right(table, class);
    (both, true_ones(table, class) + predicted_ones(table, class) - both)
}

pub(super) fn of_labels(updates: usize) {
    let blocks = blocks(|random| (class_labels(random), class_labels(random)));
    let measures = (
        Confusion::new(CLASSES),
        Iou::new(CLASSES, [0, 2]),
        MeanIou::new(CLASSES),
        BalancedAccuracy::new(CLASSES),
        MatthewsCorrelation::new(CLASSES),
        CohenKappa::new(CLASSES),
        CohenKappa { weights: KappaWeights::Quadratic, ..CohenKappa::new(CLASSES) },
    );
    let (stream, came) = streamed(measures, &blocks, updates);
    let tables: Vec<_> =
        blocks.iter().map(|(y, p)| counted(y, p.iter().map(|&p| usize::from(p)))).collect();
    let table = added(&tables, &came);
    let (matrix, iou, mean_iou, balanced, matthews, kappa, quadratic) = stream.result();
    assert_eq!(
        matrix.to_array().expect("small").into_raw_vec_and_offset().0,
        table.map(|n| n as f64)
    );
    assert_is_near(iou, mean(&[0, 2], |class| overlap(&table, class)));
    assert_is_near(mean_iou, mean(&[0, 1, 2], |class| overlap(&table, class)));
    let recall = |class| (right(&table, class), true_ones(&table, class));
    assert_is_near(balanced, mean(&[0, 1, 2], recall));
    assert_correlates(matthews, kappa, &table);
    let (above, below) = quadratic_disagreement(&table);
    assert_is_ratio(quadratic, below - above, below);
}

/// Matthews's correlation and Cohen's kappa, from whole numbers with one rounding or a few.
fn assert_correlates(
    matthews: Result<f64, Undefined>,
    kappa: Result<f64, Undefined>,
    table: &Table,
) {
    let n: i128 = table.iter().sum();
    let all = |f: &dyn Fn(usize) -> i128| (0..CLASSES).map(f).sum::<i128>();
    let agreed = all(&|class| right(table, class));
    let chance = all(&|class| true_ones(table, class) * predicted_ones(table, class));
    let truth = n * n - all(&|class| true_ones(table, class).pow(2));
    let prediction = n * n - all(&|class| predicted_ones(table, class).pow(2));
    let above = n * agreed - chance;
    assert_is_near(matthews, above as f64 / ((truth as f64).sqrt() * (prediction as f64).sqrt()));
    assert_is_ratio(kappa, above, n * n - chance);
}

/// The weighted weights that there is and the one by chance, both times n².
fn quadratic_disagreement(table: &Table) -> (i128, i128) {
    let n: i128 = table.iter().sum();
    let (mut found, mut by_chance) = (0, 0);
    for (i, &cell) in table.iter().enumerate() {
        let (truth, prediction) = (i / CLASSES, i % CLASSES);
        let weight = (truth.abs_diff(prediction) as i128).pow(2);
        found += weight * n * cell;
        by_chance += weight * true_ones(table, truth) * predicted_ones(table, prediction);
    }
    (found, by_chance)
}

pub(super) fn of_costs_and_association(updates: usize) {
    let costs = [[0.0, 1.0, 2.5], [5.0, 0.0, 1.0], [-1.0, 3.0, 0.0]];
    let blocks = blocks(|random| (class_labels(random), class_labels(random)));
    let measures = (
        ExpectedCost::new(costs),
        CramersV::new(CLASSES),
        TschuprowsT::new(CLASSES),
        ContingencyCoefficient::new(CLASSES),
        TheilsU::new(CLASSES),
    );
    let (stream, came) = streamed(measures, &blocks, updates);
    let tables: Vec<_> =
        blocks.iter().map(|(y, p)| counted(y, p.iter().map(|&p| usize::from(p)))).collect();
    let table = added(&tables, &came);
    let (cost, cramer, tschuprow, pearson, theil) = stream.result();
    let n: i128 = table.iter().sum();
    let (mut twice_cost, mut square, mut information) = (0, 0.0, 0.0);
    for (i, &cell) in table.iter().enumerate() {
        let (truth, prediction) = (i / CLASSES, i % CLASSES);
        let expected = true_ones(&table, truth) * predicted_ones(&table, prediction);
        let apart = (n * cell - expected) as f64 / expected as f64;
        twice_cost += (2.0 * costs[truth][prediction]) as i128 * cell;
        square += apart.powi(2) * expected as f64 / (n as f64).powi(2);
        information += cell as f64 / n as f64 * apart.ln_1p();
    }
    let shares = (0..CLASSES).map(|class| true_ones(&table, class) as f64 / n as f64);
    let entropy: f64 = shares.map(|share| -share * share.ln()).sum();
    assert_is_ratio(cost, twice_cost, 2 * n);
    // As many classes on both sides, all of which occur.
    let near = |found: Result<f64, Undefined>, square: f64| {
        assert_relative_eq!(found.expect("a value"), square.sqrt(), max_relative = 1e-13);
    };
    near(cramer, square / (CLASSES - 1) as f64);
    near(tschuprow, square / (CLASSES - 1) as f64);
    near(pearson, square / (1.0 + square));
    let theil = theil.expect("a value");
    assert!((theil - information / entropy).abs() < 1e-13, "{theil}");
}

/// The class of the largest score.
fn chosen(scores: &Array2<f32>) -> impl Iterator<Item = usize> {
    let rows = scores.axis_iter(Axis(0));
    rows.map(|row| {
        (0..CLASSES).reduce(|a, b| if row[b] > row[a] { b } else { a }).expect("a class")
    })
}

pub(super) fn of_rows(updates: usize) {
    let labelled = blocks(|random| (class_labels(random), rows(random)));
    let tables: Vec<_> = labelled.iter().map(|(y, p)| counted(y, chosen(p))).collect();
    let dense: Vec<_> = labelled.into_iter().map(|(y, p)| (one_hot(&y), p)).collect();
    let measures = (
        OneHotIou::new(CLASSES, [1]),
        OneHotMeanIou::new(CLASSES),
        F1Score::default(),
        FBetaScore { average: Average::Macro, beta: 2.0, threshold: None },
        FBetaScore { average: Average::Micro, beta: 2.0, threshold: None },
    );
    let (stream, came) = streamed(measures, &dense, updates);
    let table = added(&tables, &came);
    let (one, all, f1, macro_f2, micro_f2) = stream.result();
    let (above, below) = overlap(&table, 1);
    assert_is_ratio(one, above, below);
    assert_is_near(all, mean(&[0, 1, 2], |class| overlap(&table, class)));
    let f = |square: i128, class| {
        let below = square * true_ones(&table, class) + predicted_ones(&table, class);
        ((1 + square) * right(&table, class), below)
    };
    for (class, found) in f1.into_iter().enumerate() {
        let (above, below) = f(1, class);
        assert_is_ratio(found, above, below);
    }
    assert_is_near(macro_f2, mean(&[0, 1, 2], |class| f(4, class)));
    let agreed: i128 = (0..CLASSES).map(|class| right(&table, class)).sum();
    assert_is_ratio(micro_f2, agreed, (updates * block_len()) as i128);
}
