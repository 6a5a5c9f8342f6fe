//! What is said of the error of associations and expected costs.

use ndarray::{Array1, Array2};
use ndarray_metrics::prelude::*;
use ndarray_metrics::state::ConfusionMatrix;
use num_bigint::BigInt;

use crate::data::Random;
use crate::exact_sum::oracle::{exact, is_quotient};

/// Three by three cells with weights of different sizes, at times all but independent.
fn cells(random: &mut Random) -> [[f64; 3]; 3] {
    let scale = |random: &mut Random| 10_f64.powi(random.below(7) as i32 - 3);
    let mut margin = || [(); 3].map(|()| scale(random) * (1.0 + random.unit()));
    let (rows, columns) = (margin(), margin());
    let independent = random.below(2) == 0;
    let mut cell = |i: usize, j: usize| {
        let noise = if independent { 1e-9 * random.unit() } else { random.unit() };
        rows[i] * columns[j] * (1.0 + noise)
    };
    [0, 1, 2].map(|i| [0, 1, 2].map(|j| cell(i, j)))
}

fn matrix(cells: &[[f64; 3]; 3]) -> ConfusionMatrix {
    let mut matrix = ConfusionMatrix::with_classes(3).expect("three");
    for (i, row) in cells.iter().enumerate() {
        for (j, &cell) in row.iter().enumerate() {
            matrix.add(i, j, cell).expect("a weight");
        }
    }
    matrix
}

/// φ² as a quotient of whole numbers: Σ(n·nᵢⱼ − tᵢpⱼ)²/(n²tᵢpⱼ).
fn squared_contingency(cells: &[[f64; 3]; 3]) -> [BigInt; 2] {
    let rows = [0, 1, 2].map(|i| exact(&cells[i]));
    let columns = [0, 1, 2].map(|j| exact(&cells.map(|row| row[j])));
    let n: BigInt = rows.iter().sum();
    let (mut above, mut below) = (BigInt::ZERO, BigInt::from(1));
    for (i, j) in (0..9).map(|k| (k / 3, k % 3)) {
        let product = &rows[i] * &columns[j];
        let apart = &n * exact(&[cells[i][j]]) - &product;
        above = above * &product + apart.pow(2) * &below;
        below *= product;
    }
    [above, below * n.pow(2)]
}

/// (v ± 4 ulp)² lies on either side of above/(below·divisor).
#[track_caller]
fn assert_is_root(found: Result<f64, Undefined>, [above, below]: [&BigInt; 2]) {
    let root = found.expect("a value");
    let place = root.next_up() - root;
    let [low, high] = [-4.0, 4.0].map(|off| exact(&[root, off * place]).pow(2) * below);
    let square = above * exact(&[1.0]).pow(2);
    assert!(low <= square && square <= high, "{root:e} is not the root");
}

#[test]
fn associations_are_within_4_ulp() {
    let mut random = Random(41);
    for _ in 0..300 {
        let cells = cells(&mut random);
        let (matrix, [above, below]) = (matrix(&cells), squared_contingency(&cells));
        let twice = &below * 2;
        assert_is_root(matrix.cramers_v(false), [&above, &twice]);
        assert_is_root(matrix.tschuprows_t(false), [&above, &twice]);
        assert_is_root(matrix.contingency_coefficient(), [&above, &(&above + &below)]);
    }
}

/// Σc·n/Σn, also of costs that cancel.
#[test]
fn expected_costs_are_within_half_an_ulp() {
    let mut random = Random(42);
    for _ in 0..300 {
        let (cells, mut costs) = (cells(&mut random), cells(&mut random));
        // The last cost takes back what the others cost, but for rounding.
        let all = || cells.iter().flatten().zip(costs.iter().flatten()).take(8);
        costs[2][2] = -all().map(|(n, cost)| n * cost).sum::<f64>() / cells[2][2];
        let products = cells.iter().flatten().zip(costs.iter().flatten());
        let above: BigInt = products.map(|(&n, &cost)| exact(&[n]) * exact(&[cost])).sum();
        let below: BigInt = exact(&cells.concat()) * exact(&[1.0]);
        let found = matrix(&cells).expected_cost(|i, j| costs[i][j]).expect("a value");
        assert!(is_quotient(found, &above, &below, 510), "{found:e}");
    }
}

/// Kappa is a quotient of whole numbers of weights, also of weights that lie far apart.
#[test]
fn agreement_of_raters_is_within_half_an_ulp() {
    let mut random = Random(43);
    for _ in 0..300 {
        let (subjects, raters) = (2 + random.below(8), 2 + random.below(6));
        let mut table = Array2::<u8>::zeros((subjects, 3));
        for mut row in table.rows_mut() {
            (0..raters).for_each(|_| row[random.below(3)] += 1);
        }
        // Two categories at least.
        (table[(0, 0)], table[(0, 1)], table[(0, 2)]) = (raters as u8 - 1, 1, 0);
        let weight = |_| 10_f64.powi(random.below(9) as i32 - 4) * (0.1 + random.unit());
        let weights: Array1<f64> = (0..subjects).map(weight).collect();
        let total = |times: &dyn Fn(usize) -> u64| -> BigInt {
            (0..subjects).map(|i| exact(&[weights[i]]) * times(i)).sum()
        };
        let count = |i: usize, j: usize| u64::from(table[(i, j)]);
        let categories = [0, 1, 2].map(|j| total(&|i| count(i, j)));
        let all: BigInt = categories.iter().sum();
        let agreeing =
            total(&|i| (0..3).map(|j| count(i, j) * count(i, j).saturating_sub(1)).sum());
        let squares: BigInt = categories.iter().map(|own| own.pow(2)).sum();
        let others = raters - 1;
        let below = (&all * &all - squares) * others;
        let above = &below - &all * (&all * others - agreeing);
        let found = FleissKappa::new(raters).of_weighted(&table, &weights).expect("a value");
        assert!(is_quotient(found, &above, &below, 510), "{found:e}");
    }
}

/// The scores of one image of one class with others: each is a quotient of counts.
#[test]
fn overlaps_of_an_image_are_quotients_of_counts() {
    let mut random = Random(44);
    let exactly = |found: f64, above: BigInt, below: BigInt, thousandths| {
        assert!(is_quotient(found, &above, &below, thousandths), "{found:e}, not {above}/{below}");
    };
    for _ in 0..300 {
        let (places, classes) = (1 + random.below(400), 2 + random.below(4));
        let y = Array2::from_shape_simple_fn((1, places), || random.below(classes));
        let p = Array2::from_shape_simple_fn((1, places), || random.below(classes));
        let count = |is: &dyn Fn(usize, usize) -> bool| {
            BigInt::from(y.iter().zip(&p).filter(|(y, p)| is(**y, **p)).count())
        };
        let [dice, iou] = [
            ImageDice::new(classes).per_class(&ImageDice::new(classes).state_of(&y, &p).unwrap()),
            ImageIou::new(classes).per_class(&ImageIou::new(classes).state_of(&y, &p).unwrap()),
        ];
        let (mut above, mut below) = (BigInt::ZERO, BigInt::ZERO);
        let squares: BigInt = (0..classes)
            .map(|class| count(&|y, _| y == class).pow(2))
            .filter(|square| *square > BigInt::ZERO)
            .product();
        for class in 0..classes {
            let [a, b] = [count(&|y, _| y == class), count(&|_, p| p == class)];
            let both = count(&|y, p| y == class && p == class);
            if &a + &b > BigInt::ZERO {
                exactly(dice[class].unwrap(), 2 * &both, &a + &b, 500);
                exactly(iou[class].unwrap(), both.clone(), &a + &b - &both, 500);
            }
            if a > BigInt::ZERO {
                above += 2 * both * &squares / a.pow(2);
                below += (&a + b) * &squares / a.pow(2);
            }
        }
        let found = ImageGeneralizedDice::new(classes).evaluate(&y, &p).unwrap();
        exactly(found, above, below, 510);
    }
}
